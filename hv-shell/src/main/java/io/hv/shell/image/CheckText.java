package io.hv.shell.image;

import io.hv.image.CheckReport;
import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.image.ImageInfo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What a check found, and what was left where something was mended; the same twice where nothing was to be. */
final class CheckText {

    private static final double PERCENT = 100;

    private final Path file;
    private final ImageInfo info;
    private final CheckReport found;
    private final CheckReport left;

    CheckText(Path file, Image image, CheckReport found, CheckReport left) {
        this.file = file;
        this.info = image.info();
        this.found = found;
        this.left = left;
    }

    private long mendedLeaks() {
        return Math.max(0, found.leaks() - left.leaks());
    }

    private long mendedCorruptions() {
        return Math.max(0, found.corruptions() - left.corruptions());
    }

    /** How many clusters the disk has; 0 where it has none, and of VMDK, of which qemu-img does not count them. */
    private long clusters() {
        if (info.format() == ImageFormat.VMDK) {
            return 0;
        }
        long size = Long.parseLong(info.details().getOrDefault(Details.CLUSTER_SIZE, "0"));
        return size == 0 ? 0 : info.capacity() / size + (info.capacity() % size == 0 ? 0 : 1);
    }

    void print(Consumer<String> out) {
        found.findings().stream().map(Names::shown).forEach(out);
        if (mendedLeaks() > 0 || mendedCorruptions() > 0) {
            out.accept("The following inconsistencies were found and repaired:");
            out.accept("");
            out.accept("    " + mendedLeaks() + " leaked clusters");
            out.accept("    " + mendedCorruptions() + " corruptions");
            out.accept("");
            out.accept("Double checking the fixed image now...");
            left.findings().stream().map(Names::shown).forEach(out);
        }
        if (left.isClean()) {
            out.accept("No errors were found on the image.");
        }
        if (left.corruptions() > 0) {
            out.accept("");
            out.accept(left.corruptions() + " errors were found on the image.");
            out.accept("Data may be corrupted, or further writes to the image may corrupt it.");
        }
        if (left.leaks() > 0) {
            out.accept("");
            out.accept(left.leaks() + " leaked clusters were found on the image.");
            out.accept("This means waste of disk space, but no harm to data.");
        }
        long all = clusters();
        if (all > 0) {
            double part = left.clusters() * PERCENT / all;
            out.accept(String.format(Locale.ROOT, "%d/%d = %.2f%% allocated clusters", left.clusters(), all, part));
        }
    }

    Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("filename", file.toString());
        all.put("format", info.format().id());
        all.put("check-errors", 0L);
        put(all, "corruptions", left.corruptions());
        put(all, "leaks", left.leaks());
        put(all, "corruptions-fixed", mendedCorruptions());
        put(all, "leaks-fixed", mendedLeaks());
        if (clusters() > 0) {
            all.put("total-clusters", clusters());
            put(all, "allocated-clusters", left.clusters());
        }
        return all;
    }

    /** As qemu-img has it: there where it is not zero. */
    private static void put(Map<String, Object> all, String key, long count) {
        if (count > 0) {
            all.put(key, count);
        }
    }
}
