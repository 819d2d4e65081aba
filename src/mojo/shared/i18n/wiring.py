"""Languages, for whoever speaks to people."""

from dishka import Provider, Scope

from mojo.shared.i18n.translator import Translator, make_translator

provider = Provider(scope=Scope.APP)
provider.provide(make_translator, provides=Translator)
