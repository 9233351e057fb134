package io.hv.shell.image;

import io.hv.image.SnapshotInfo;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The internal snapshots of an image, in columns; nothing where there are none. */
final class SnapshotLines {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private SnapshotLines() {}

    static void print(PrintWriter out, List<SnapshotInfo> snapshots) {
        if (snapshots.isEmpty()) {
            return;
        }
        out.println("Snapshot list:");
        line(out, "ID", "TAG", "VM SIZE", "DATE");
        for (SnapshotInfo each : snapshots) {
            line(
                    out,
                    Names.shown(each.id()),
                    Names.shown(each.name()),
                    Sizes.text(each.vmStateSize()),
                    DATE.format(each.created().atZone(ZoneId.systemDefault())));
        }
    }

    private static void line(PrintWriter out, String id, String tag, String size, String date) {
        out.println(String.format(Locale.ROOT, "%-10s%-17s%8s%20s", id, tag, size, date));
    }
}
