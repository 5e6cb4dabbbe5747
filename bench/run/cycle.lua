-- Sends the requests of a file in turn, over and over, and prints what wrk has counted as
-- JSON. The file has a line for the path and a line for the body of each.
local requests, at = {}, 0

function init(args)
  local path
  for line in io.lines(args[1]) do
    if path then
      requests[#requests + 1] = wrk.format("POST", path, { ["Content-Type"] = "application/json", ["Host"] = wrk.host .. ":" .. wrk.port }, line)
      path = nil
    else
      path = line
    end
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\nJSON {"requests":%d,"microseconds":%d,"bytes":%d,"errors":%d,"p50":%d,"p99":%d}\n',
    summary.requests, summary.duration, summary.bytes, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50), latency:percentile(99)))
end
