"""How reminders are built in a real process."""

from dishka import Provider, Scope

from mojo.features.reminders.book import Book
from mojo.features.reminders.consents import Consents
from mojo.features.reminders.due import DueReminders
from mojo.features.reminders.feed import Feed
from mojo.features.reminders.importing import Importer
from mojo.features.reminders.personal import OwnReminders
from mojo.features.reminders.placed import PlacedReminders
from mojo.features.reminders.service import ReminderService
from mojo.features.reminders.spoken import PhraseBook
from mojo.features.reminders.timing import Timing
from mojo.shared.place_ports import Reminding
from mojo.shared.run_ports import SpokenTimes

provider = Provider(scope=Scope.APP)
provider.provide(Book)
provider.provide(Consents)
provider.provide(Timing)
provider.provide(ReminderService)
provider.provide(DueReminders)
provider.alias(source=DueReminders, provides=Reminding)
provider.provide(Feed)
provider.provide(PhraseBook, provides=SpokenTimes)
provider.provide(Importer)
provider.provide(PlacedReminders)
provider.provide(OwnReminders)
