# 天气，以及按时送来的天气报告

weather-command = 查看任何地方或你所在位置的天气
report-command = 每天在你选定的时间送上天气报告

error-weather-place-not-found = 没有找到叫“{ $place }”的地方。请检查写法，或把位置发给我。

# What the outside services are called
service-open-meteo = Open-Meteo
service-open-meteo-geocoding = Open-Meteo

## The weather

weather-now =
    { $symbol } { $place }：{ $temperature_c }°C，{ $sky }
    体感 { $feels_like_c }°C。{ $today }
    { $wind }，湿度 { $humidity_pct }%。
    { $source }
weather-today = 今天 { $min_c } 至 { $max_c }°C。
weather-today-with-chance = 今天 { $min_c } 至 { $max_c }°C，降雨概率 { $chance_pct }%。
weather-today-with-snow = 今天 { $min_c } 至 { $max_c }°C，降雪概率 { $chance_pct }%。
weather-wind = { $direction }风 { $speed_ms } 米/秒
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

## Asking and choosing

weather-ask-place = 哪里的天气？请输入地名，或分享你的位置。
weather-button-refresh = 🔄 刷新
weather-button-report = ⏰ 早间天气
weather-button-place = 📍 { $place }
weather-button-at = { $time }
weather-button-soon = 1 分钟后
weather-button-off = 关闭

## The report

weather-report =
    { $greeting }

    { $weather }
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
scope-report-write = 每天早上收到报告
