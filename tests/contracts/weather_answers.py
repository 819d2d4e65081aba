"""Answers of weather services: minimal, and written from their documentation."""

from typing import Any

OPEN_METEO: dict[str, Any] = {
    "latitude": 38.72,
    "longitude": -9.14,
    "generationtime_ms": 0.06,
    "utc_offset_seconds": 3600,
    "timezone": "Europe/Lisbon",
    "timezone_abbreviation": "GMT+1",
    "elevation": 21.0,
    "current_units": {"time": "iso8601", "interval": "seconds", "temperature_2m": "°C", "wind_speed_10m": "m/s"},
    "current": {
        "time": "2026-07-01T14:15",
        "interval": 900,
        "temperature_2m": 24.6,
        "apparent_temperature": 25.3,
        "relative_humidity_2m": 58,
        "wind_speed_10m": 5.4,
        "wind_direction_10m": 330,
        "precipitation": 0.2,
        "weather_code": 61,
        "is_day": 1,
        "wind_gusts_10m": 9.1,
        "uv_index": 7.4,
    },
    "hourly_units": {"time": "iso8601", "temperature_2m": "°C", "precipitation": "mm"},
    "hourly": {
        "time": ["2026-07-01T13:00", "2026-07-01T14:00", "2026-07-01T15:00", "2026-07-01T16:00", "2026-07-01T17:00"],
        "temperature_2m": [24.1, 24.5, 23.8, None, 22.0],
        "precipitation": [0.0, 0.1, 0.7, 1.2, 0.0],
        "weather_code": [3, 61, 63, 61, 2],
        "wind_speed_10m": [5.0, 5.4, 6.1, 6.0, 4.0],
        "wind_direction_10m": [320, 330, 335, 340, 350],
        "wind_gusts_10m": [8.0, 9.1, 10.4, None, 7.0],
        "precipitation_probability": [10, 35, 60, 55, 5],
        "uv_index": [8.0, 7.4, 5.2, 4.0, 2.0],
    },
    "minutely_15_units": {"time": "iso8601", "precipitation": "mm"},
    "minutely_15": {"time": ["2026-07-01T14:15", "2026-07-01T14:30"], "precipitation": [0.0, 0.3]},
    "daily_units": {"time": "iso8601", "temperature_2m_min": "°C", "precipitation_probability_max": "%"},
    "daily": {
        "time": ["2026-07-01", "2026-07-02"],
        "temperature_2m_min": [17.1, 16.4],
        "temperature_2m_max": [27.8, 26.0],
        "precipitation_sum": [2.0, 0.0],
        "weather_code": [63, 1],
        "wind_speed_10m_max": [6.1, 7.2],
        "wind_gusts_10m_max": [10.4, 12.0],
        "precipitation_probability_max": [35, 5],
        "uv_index_max": [8.9, 9.3],
    },
}
OPEN_METEO_AIR: dict[str, Any] = {
    "latitude": 52.5,
    "longitude": 13.4,
    "utc_offset_seconds": 0,
    "timezone": "GMT",
    "current": {
        "time": "2026-05-01T12:00",
        "interval": 3600,
        "european_aqi": 31,
        "pm2_5": 7.4,
        "pm10": 12.1,
        "ozone": 88.0,
        "alder_pollen": 0.0,
        "birch_pollen": 41.5,
        "grass_pollen": 2.1,
        "mugwort_pollen": None,
        "olive_pollen": 0.0,
        "ragweed_pollen": 0.0,
    },
}
MET_NORWAY: dict[str, Any] = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [-9.14, 38.72, 21]},
    "properties": {
        "meta": {"updated_at": "2026-07-01T12:41:00Z", "units": {"air_temperature": "celsius", "wind_speed": "m/s"}},
        "timeseries": [
            {
                "time": "2026-07-01T13:00:00Z",
                "data": {
                    "instant": {
                        "details": {
                            "air_temperature": 24.6,
                            "relative_humidity": 58.0,
                            "wind_speed": 5.4,
                            "wind_speed_of_gust": 9.1,
                            "wind_from_direction": 330.0,
                            "ultraviolet_index_clear_sky": 7.4,
                        }
                    },
                    "next_1_hours": {
                        "summary": {"symbol_code": "lightrainshowers_day"},
                        "details": {"precipitation_amount": 0.4, "probability_of_precipitation": 38.2},
                    },
                },
            },
            {
                "time": "2026-07-02T06:00:00Z",
                "data": {
                    "instant": {
                        "details": {
                            "air_temperature": 17.0,
                            "relative_humidity": 80.0,
                            "wind_speed": 3.0,
                            "wind_from_direction": 10.0,
                        }
                    },
                    "next_6_hours": {
                        "summary": {"symbol_code": "heavyrainandthunder"},
                        "details": {"precipitation_amount": 6.0},
                    },
                },
            },
            {
                "time": "2026-07-02T12:00:00Z",
                "data": {
                    "instant": {
                        "details": {
                            "air_temperature": 21.0,
                            "relative_humidity": 60.0,
                            "wind_speed": 2.0,
                            "wind_from_direction": 5.0,
                        }
                    }
                },
            },
        ],
    },
}
MET_ALERTS: dict[str, Any] = {
    "type": "FeatureCollection",
    "lang": "en",
    "lastChange": "2026-07-01T10:00:00+00:00",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [[[10.0, 59.0], [11.0, 59.0], [11.0, 60.0], [10.0, 59.0]]]},
            "when": {"interval": ["2026-07-01T14:00:00+00:00", "2026-07-02T02:00:00+00:00"]},
            "properties": {
                "id": "2.49.0.1.578.0.20260701100000.001",
                "type": "Alert",
                "area": "Parts of Eastern Norway",
                "awareness_level": "2; yellow; Moderate",
                "awareness_type": "3; Thunderstorm",
                "certainty": "Likely",
                "event": "lightning",
                "eventAwarenessName": "Frequent lightning",
                "instruction": "Avoid open areas.",
                "severity": "Moderate",
                "title": "Frequent lightning, yellow level, Parts of Eastern Norway",
            },
        }
    ],
}
OPEN_WEATHER_MAP: dict[str, Any] = {
    "lat": 38.72,
    "lon": -9.14,
    "timezone": "Europe/Lisbon",
    "timezone_offset": 3600,
    "current": {
        "dt": 1782911700,
        "sunrise": 1782883000,
        "sunset": 1782936000,
        "temp": 24.6,
        "feels_like": 25.3,
        "pressure": 1016,
        "humidity": 58,
        "dew_point": 15.8,
        "uvi": 7.4,
        "clouds": 40,
        "visibility": 10000,
        "wind_speed": 5.4,
        "wind_deg": 330,
        "wind_gust": 9.1,
        "weather": [{"id": 500, "main": "Rain", "description": "light rain", "icon": "10d"}],
        "rain": {"1h": 0.2},
    },
    "minutely": [{"dt": 1782911700 + 60 * minute, "precipitation": 0.6 if minute < 15 else 0.0} for minute in range(60)],
    "hourly": [
        {
            "dt": 1782910800,
            "temp": 24.6,
            "wind_speed": 5.4,
            "wind_deg": 330,
            "wind_gust": 9.1,
            "pop": 0.35,
            "uvi": 7.4,
            "weather": [{"id": 500, "main": "Rain", "description": "light rain", "icon": "10d"}],
            "rain": {"1h": 0.2},
        },
        {
            "dt": 1782914400,
            "temp": 23.0,
            "wind_speed": 4.0,
            "wind_deg": 320,
            "pop": 0,
            "uvi": 6.0,
            "weather": [{"id": 741, "main": "Fog", "description": "fog", "icon": "50d"}],
        },
    ],
    "daily": [
        {
            "dt": 1782907200,
            "temp": {"day": 25.0, "min": 17.1, "max": 27.8, "night": 18.0, "eve": 24.0, "morn": 17.5},
            "wind_speed": 6.1,
            "wind_gust": 10.4,
            "pop": 0.35,
            "rain": 2.0,
            "uvi": 8.9,
            "weather": [{"id": 501, "main": "Rain", "description": "moderate rain", "icon": "10d"}],
        }
    ],
    "alerts": [
        {
            "sender_name": "IPMA",
            "event": "Thunderstorm",
            "start": 1782914400,
            "end": 1782936000,
            "description": "Frequent lightning.",
            "tags": ["Thunderstorm"],
        }
    ],
}
