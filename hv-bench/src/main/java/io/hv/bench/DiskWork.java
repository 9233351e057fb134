package io.hv.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What fio did to a guest's disk, in the guest's own words.
 *
 * @param name of the job: what, and how many requests were under way
 * @param requests that the guest's block layer has seen completed
 * @param perSecond what fio says of its speed
 */
record DiskWork(String name, long requests, long perSecond) {

    private static final Pattern LINE =
            Pattern.compile("job (\\w+ \\d+): status (\\d+) requests (\\d+) iops (\\d+)\\s*");

    /**
     * Reads what the guest has said.
     *
     * @throws IllegalArgumentException if fio failed, or there are not as many jobs
     */
    static List<DiskWork> of(String said, int jobs) {
        List<DiskWork> all = new ArrayList<>();
        Matcher line = LINE.matcher(said);
        while (line.find()) {
            if (!line.group(2).equals("0")) {
                throw new IllegalArgumentException("fio failed: " + line.group());
            }
            all.add(new DiskWork(line.group(1), Long.parseLong(line.group(3)), Long.parseLong(line.group(4))));
        }
        if (all.size() != jobs) {
            throw new IllegalArgumentException(all.size() + " jobs instead of " + jobs + ": " + said);
        }
        return all;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", name);
        json.put("requests", requests);
        json.put("requestsPerSecond", perSecond);
        return json;
    }
}
