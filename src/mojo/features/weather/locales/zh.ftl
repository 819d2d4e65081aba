# 天气，以及按时送来的天气报告

area-weather = 🌦 天气
weather-command = 查看任何地方或你所在位置的天气
report-command = 每天在你选定的时间送上天气报告
forecast-command = 任何地方未来几天的天气
rain-command = 什么时候下雨
warnings-command = 官方天气预警
alerts-command = 在下雨、霜冻或大风之前提醒你

error-weather-place-not-found = 没有找到叫“{ $place }”的地方。请检查写法，或把位置发给我。
error-weather-no-air-source = 没有设置空气质量的数据来源。
error-weather-watch-not-found = 你没有这个提醒。用 /alerts 查看你的提醒。
error-weather-too-many-watches = 你已经有 { $limit } 个天气提醒，请先在 /alerts 中关闭一个。

# What the outside services are called
service-open-meteo = Open-Meteo
service-open-meteo-geocoding = Open-Meteo
service-open-meteo-air = Open-Meteo
service-met-norway = MET Norway
service-met-norway-warnings = MET Norway
service-open-weather-map = OpenWeatherMap

## The weather

weather-now =
    { $symbol } { $place }：{ $temperature }，{ $sky }
    体感 { $feels_like }。{ $today }
    { $wind }，湿度 { $humidity_pct }%。
    { $source }
weather-today = 今天 { $min } 至 { $max }。
weather-today-with-chance = 今天 { $min } 至 { $max }，降雨概率 { $chance_pct }%。
weather-today-with-snow = 今天 { $min } 至 { $max }，降雪概率 { $chance_pct }%。
weather-wind = { $direction }风 { $speed }
weather-calm = 无风
weather-source = { $source }，当地时间 { $time }
weather-stale = ⚠️ { $source } 暂时没有回应，这是 { $age }前的数据。
weather-unavailable = 天气服务暂时没有回应，这次没有{ $place }的天气。请稍后用 /weather 再试。
weather-here-title = 你的位置
weather-here = 你所在位置
weather-age-minutes = { $minutes } 分钟
weather-age-hours = { $hours } 小时

## Where the wind comes from

weather-direction-n = 北
weather-direction-ne = 东北
weather-direction-e = 东
weather-direction-se = 东南
weather-direction-s = 南
weather-direction-sw = 西南
weather-direction-w = 西
weather-direction-nw = 西北

## The sky, by WMO code

weather-sky-0 = 晴
weather-sky-1 = 晴间少云
weather-sky-2 = 局部多云
weather-sky-3 = 阴
weather-sky-45 = 雾
weather-sky-48 = 雾凇
weather-sky-51 = 轻微毛毛雨
weather-sky-53 = 毛毛雨
weather-sky-55 = 浓密毛毛雨
weather-sky-56 = 轻微冻毛毛雨
weather-sky-57 = 冻毛毛雨
weather-sky-61 = 小雨
weather-sky-63 = 中雨
weather-sky-65 = 大雨
weather-sky-66 = 轻微冻雨
weather-sky-67 = 强冻雨
weather-sky-71 = 小雪
weather-sky-73 = 中雪
weather-sky-75 = 大雪
weather-sky-77 = 米雪
weather-sky-80 = 小阵雨
weather-sky-81 = 阵雨
weather-sky-82 = 强阵雨
weather-sky-85 = 小阵雪
weather-sky-86 = 大阵雪
weather-sky-95 = 雷暴
weather-sky-96 = 雷暴伴有小冰雹
weather-sky-99 = 雷暴伴有大冰雹
weather-sky-unknown = 天气代码 { $code }

## Measures

weather-celsius = { $degrees }°C
weather-fahrenheit = { $degrees }°F
weather-speed-ms = { $speed } 米/秒
weather-speed-mph = { $speed } 英里/小时
weather-speed-bft = { $speed } 级
weather-speed-kmh = { $speed } 公里/小时
weather-speed-kn = { $speed } 节
weather-millimetres = { $amount } 毫米
weather-inches = { $amount } 英寸
weather-clock = { $time }
weather-weekday-1 = 星期一
weather-weekday-2 = 星期二
weather-weekday-3 = 星期三
weather-weekday-4 = 星期四
weather-weekday-5 = 星期五
weather-weekday-6 = 星期六
weather-weekday-7 = 星期日

## What is coming

weather-rain =
    ☔ { $place }
    { $story }。
    { $source }
weather-dry = 近期无雨
weather-with-advice = { $story }；{ $advice }
weather-and-again = { $story }，{ $start } 左右又会开始
weather-wet-rain = 有雨
weather-wet-snow = 有雪
weather-wet-thunder = 有雷暴
weather-spell = { $start } 左右开始{ $what }，{ $end }停
weather-spell-starts = { $start } 左右开始{ $what }，何时停还看不到
weather-spell-stops = 现在{ $what }，{ $end }停
weather-spell-all-along = 一直{ $what }
weather-end-clock = { $time } 左右
weather-end-night = 夜里
weather-end-morning = 上午
weather-end-midday = 中午前后
weather-end-afternoon = 下午
weather-end-evening = 傍晚
weather-advice-coat = 带件外套
weather-advice-umbrella = 带把伞
weather-advice-snow = 路上小心
weather-advice-thunder = 最好待在室内
weather-advice-wind = 风暴来袭，固定好室外物品
weather-advice-frost = 有霜冻，穿暖一点
weather-advice-heat = 多喝水
weather-advice-uv = 记得涂防晒霜
weather-day =
    { $symbol } { $place }，{ $day }：{ $min } 至 { $max }，{ $sky }
    { $story }。
    { $wind }。
    { $sun } { $moon }
    { $source }
weather-day-dry = 无雨
weather-day-rain = 降雨约 { $amount }
weather-wind-up-to = 最大风速 { $speed }
weather-sun = 🌅 { $rise } 🌇 { $set }
weather-sun-up = ☀️ 太阳不落。
weather-sun-down = 🌃 太阳不升。
weather-moon-new = 🌑 新月
weather-moon-waxing-crescent = 🌒 蛾眉月
weather-moon-first-quarter = 🌓 上弦月
weather-moon-waxing-gibbous = 🌔 盈凸月
weather-moon-full = 🌕 满月
weather-moon-waning-gibbous = 🌖 亏凸月
weather-moon-last-quarter = 🌗 下弦月
weather-moon-waning-crescent = 🌘 残月
weather-week =
    📅 { $place }
    { $days }
    { $source }
weather-week-day = { $symbol } { $day }：{ $min } 至 { $max }，{ $rain }（{ $chance }%）
weather-lines =
    { $first }
    { $rest }
weather-disagreement =
    { $first }
    🤔 { $other } 对明天的看法不同：{ $min } 至 { $max }，{ $sky }。
weather-chart = { $place }：未来 48 小时。红色是气温，蓝色是降水，箭头指向风吹去的方向。

## Official warnings

weather-warnings =
    ⚠️ { $place }
    { $warnings }
weather-no-warnings = ✅ { $place }：目前没有官方预警。已查询：{ $sources }。
weather-nobody-warns = { $place }：这个地方我没有官方预警的来源，所以无法判断是否有预警。
weather-warning =
    { $level } { $headline }
    { $start } { $end }。{ $instruction }
    { $issuer }
weather-warning-from = { $day } { $clock } 起，
weather-warning-until = 到 { $day } { $clock }
weather-warning-open = 结束时间未定
weather-severity-minor = 🟢
weather-severity-moderate = 🟡
weather-severity-severe = 🟠
weather-severity-extreme = 🔴

## The air

weather-air-at =
    { $place }
    { $air }
weather-air = 😮‍💨 空气：{ $level }（欧洲指数 { $aqi }，{ $source }）
weather-air-good = 优
weather-air-fair = 良
weather-air-moderate = 一般
weather-air-poor = 差
weather-air-very-poor = 很差
weather-air-extremely-poor = 极差
weather-pollen = 🌾 { $plant }：{ $grains } 粒/立方米
weather-pollen-alder = 桤木
weather-pollen-birch = 桦树
weather-pollen-grass = 禾草
weather-pollen-mugwort = 艾蒿
weather-pollen-olive = 橄榄
weather-pollen-ragweed = 豚草

## What is told unasked

weather-watch-rain = ☔ { $place }：{ $start } 起{ $what }，{ $end }。
weather-watch-warning = ⚠️ { $place }：{ $headline }。{ $start } 起，{ $end }。
weather-watch-frost = ❄️ { $place }：今夜有霜冻，最低 { $value }。{ $start } 起，{ $end }。
weather-watch-heat = 🥵 { $place }：天气炎热，最高 { $value }。{ $start } 起，{ $end }。
weather-watch-wind = 💨 { $place }：阵风可达 { $value }。{ $start } 起，{ $end }。
weather-watch-uv = 🧴 { $place }：阳光强烈，紫外线指数 { $value }。{ $start } 起，{ $end }。
weather-watch-over = ✅ { $place }：{ $what }已经结束。
weather-watch-called-off = ✅ { $place }：{ $what }不会来了。
weather-kind-rain = 下雨
weather-kind-warnings = 官方预警
weather-kind-frost = 今夜霜冻
weather-kind-heat = 高温
weather-kind-wind = 大风
weather-kind-uv = 强烈阳光
weather-watch-where-i-am = 你所在的地方
weather-watch-ask = 还要提醒什么？地点：{ $place }
weather-watch-none = 我现在还不会主动告诉你天气。
weather-watch-list = 我会提醒你：
weather-watch-one = • { $kind }：{ $place }
weather-watch-time = { $day } { $clock }
weather-watch-until = 到 { $time }

## Asking and choosing

weather-ask-place = 哪里的天气？请输入地名，或分享你的位置。
weather-button-refresh = 🔄 刷新
weather-button-report = ⏰ 早间天气
weather-button-place = 📍 { $place }
weather-button-today = 今天
weather-button-tomorrow = 明天
weather-button-week = 一周
weather-button-chart = 📈 图表
weather-button-rain = ☔ 下雨
weather-button-warnings = ⚠️ 预警
weather-button-air = 😮‍💨 空气
weather-button-watch = 🔔 提醒
weather-button-on = ✅ { $kind }
weather-button-add = ➕ { $kind }
weather-button-here = 📍 我在的地方
weather-button-at = { $time }
weather-button-soon = 1 分钟后
weather-button-off = 关闭

## The report

weather-report =
    { $greeting }

    { $weather }
weather-and-story =
    { $weather }

    { $story }。
weather-report-good-morning = 早上好！
weather-report-hello = 你好！这是你的天气报告。
weather-report-ask =
    { $current }

    想什么时候收到？请选择时间，或输入，例如 /report 07:30
weather-report-none = 你还没有每日天气报告。
weather-report-set = ✅ { $report }
weather-report-daily = { $place }的天气报告每天 { $time }（{ $zone }）送达，下一次是{ $day }。
weather-report-once = { $place }的天气报告将在{ $day } { $time }（{ $zone }）送达。
weather-report-stopped = ✅ 不会再收到天气报告了。
weather-report-not-understood = 没看懂时间。可以试试 /report 07:30、/report 1分钟后、/report 现在 或 /report 关闭。
weather-day-today = 今天
weather-day-tomorrow = 明天

## Failures

error-weather-no-place = 我还不知道要报告哪个地方。请先问我某地的天气，例如 /weather 上海。

## What may be allowed

scope-weather-read = 查询天气
scope-weather-watch = 主动收到下雨、霜冻或大风的提醒
scope-report-write = 每天早上收到报告
