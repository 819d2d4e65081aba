"""The atomic steps of a lane, each one Lua script, so that a crash between two commands cannot exist.

One sorted set `due` says of every lane that has items when somebody may work it next: since when it waits, when its delay
ends, or when the lease on it expires. Taking a lane, taking it over from a dead worker and waiting out a `retry_after` are
therefore one and the same question to `due`. `wake` holds at most one token: whoever blocks on it looks again.
"""

KEYS = ("due", "wake", "leases", "counts", "seen", "dead", "ages")
"""What every script gets as KEYS[1..7]; KEYS[8] and KEYS[9] are the lane's items and their data."""

_PRELUDE = """
local DUE, WAKE, LEASES, COUNTS, SEEN, DEAD, AGES, ITEMS, DATA = unpack(KEYS)
local function now_us()
  local t = redis.call('TIME')
  return t[1] * 1000000 + t[2]
end
local function plain(number) return string.format('%.0f', number) end
local function wake()
  if redis.call('LLEN', WAKE) == 0 then redis.call('RPUSH', WAKE, '1') end
end
local function holds(lane, fence) return redis.call('HGET', LEASES, lane) == fence end
local function store(lane, id, order, body, trace, now)
  if redis.call('ZADD', ITEMS, 'NX', order, id) == 0 then return 0 end
  redis.call('HSET', DATA, 'body:' .. id, body, 'trace:' .. id, trace)
  redis.call('ZADD', AGES, plain(now), id)
  if redis.call('ZADD', DUE, 'NX', plain(now), lane) == 1 then wake() end
  return 1
end
local function drop(id)
  redis.call('HDEL', DATA, 'body:' .. id, 'trace:' .. id, 'attempt:' .. id, 'unsent:' .. id)
  redis.call('ZREM', ITEMS, id)
  redis.call('ZREM', AGES, id)
end
"""

PUT = f"""{_PRELUDE}
local lane, id, order, body, trace, seen_ttl_us = unpack(ARGV)
local now = now_us()
local forgotten = redis.call('ZRANGE', SEEN, '-inf', plain(now - seen_ttl_us), 'BYSCORE', 'LIMIT', 0, 10)
if #forgotten > 0 then redis.call('ZREM', SEEN, unpack(forgotten)) end
if redis.call('ZADD', SEEN, 'NX', plain(now), id) == 0 then return 0 end
return store(lane, id, order, body, trace, now)
"""

TAKE = f"""{_PRELUDE}
local now = now_us()
local first = redis.call('ZRANGE', DUE, 0, 1, 'WITHSCORES')
if #first == 0 then return {{}} end
if tonumber(first[2]) > now then return {{plain(first[2] - now)}} end
local fence = redis.call('HINCRBY', COUNTS, 'fence', 1)
redis.call('HSET', LEASES, first[1], fence)
redis.call('ZADD', DUE, plain(now + ARGV[1]), first[1])
if first[4] and tonumber(first[4]) <= now then wake() end
return {{first[1], fence}}
"""
"""Return the lane and its fence; or in how many microseconds a lane is due; or nothing if none has work."""

RENEW = f"""{_PRELUDE}
local lane, fence, lease_us = unpack(ARGV)
if not holds(lane, fence) then return 0 end
redis.call('ZADD', DUE, plain(now_us() + lease_us), lane)
return 1
"""

HEAD = f"""{_PRELUDE}
local lane, fence, lease_us = unpack(ARGV)
if not holds(lane, fence) then return false end
local id = redis.call('ZRANGE', ITEMS, 0, 0)[1]
if not id then return false end
redis.call('ZADD', DUE, plain(now_us() + lease_us), lane)
local attempt = redis.call('HINCRBY', DATA, 'attempt:' .. id, 1)
local stored = redis.call('HMGET', DATA, 'body:' .. id, 'trace:' .. id, 'unsent:' .. id)
return {{id, stored[1], attempt, stored[2], stored[3] == tostring(attempt - 1) and 1 or 0}}
"""

PEEK = f"""{_PRELUDE}
local found = {{}}
for _, id in ipairs(redis.call('ZRANGE', ITEMS, 0, ARGV[1] - 1)) do
  local stored = redis.call('HMGET', DATA, 'body:' .. id, 'attempt:' .. id, 'trace:' .. id)
  table.insert(found, {{id, stored[1], stored[2] or '0', stored[3], 0}})
end
return found
"""

DONE = f"""{_PRELUDE}
local lane, fence = unpack(ARGV)
if not holds(lane, fence) then return 0 end
for i = 3, #ARGV do drop(ARGV[i]) end
return 1
"""

BURY = f"""{_PRELUDE}
local lane, fence, id, reason, keep = unpack(ARGV)
if not holds(lane, fence) then return 0 end
local stored = redis.call('HMGET', DATA, 'body:' .. id, 'trace:' .. id, 'attempt:' .. id)
if stored[1] then
  redis.call('XADD', DEAD, 'MAXLEN', '~', keep, '*', 'lane', lane, 'id', id, 'reason', reason,
    'body', stored[1], 'trace', stored[2], 'attempt', stored[3] or '0')
end
drop(id)
return 1
"""

RELEASE = f"""{_PRELUDE}
local lane, fence, not_before_us, unsent = unpack(ARGV)
if not holds(lane, fence) then return 0 end
local attempt = unsent ~= '' and redis.call('HGET', DATA, 'attempt:' .. unsent)
if attempt then redis.call('HSET', DATA, 'unsent:' .. unsent, attempt) end
redis.call('HDEL', LEASES, lane)
if redis.call('ZCARD', ITEMS) == 0 then
  redis.call('ZREM', DUE, lane)
else
  redis.call('ZADD', DUE, plain(math.max(now_us(), tonumber(not_before_us))), lane)
  wake()
end
return 1
"""

REVIVE = f"""{_PRELUDE}
local lane, id, letter, order, body, trace = unpack(ARGV)
if redis.call('XDEL', DEAD, letter) == 0 then return 0 end
return store(lane, id, order, body, trace, now_us())
"""
