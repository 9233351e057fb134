package io.hv.shell.image;

import io.hv.image.ChainLink;
import io.hv.image.ImageInfo;
import java.io.PrintWriter;

/** What an image says of itself, for people. */
final class InfoText {

    private InfoText() {}

    static void print(PrintWriter out, String name, ChainLink link) {
        ImageInfo info = link.info();
        out.println("image: " + Names.shown(name));
        out.println("file format: " + info.format());
        out.println("virtual size: " + size(info.capacity()));
        info.allocated().ifPresent(bytes -> out.println("disk size: " + Sizes.text(bytes)));
        out.println("file length: " + size(info.fileLength()));
        String cluster = info.details().get(Details.CLUSTER_SIZE);
        if (cluster != null) {
            out.println("cluster_size: " + cluster);
        }
        if ("true".equals(info.details().get(Details.DIRTY))) {
            out.println("cleanly shut down: no");
        }
        info.backingFile().ifPresent(backing -> {
            String seen = Names.beside(name, backing);
            out.println("backing file: " + Names.shown(backing)
                    + (seen.equals(backing) ? "" : " (actual path: " + Names.shown(seen) + ")"));
        });
        info.backingFormat().ifPresent(format -> out.println("backing file format: " + Names.shown(format)));
        SnapshotLines.print(out, link.snapshots());
        specific(out, info);
    }

    private static void specific(PrintWriter out, ImageInfo info) {
        if (info.details().keySet().stream().noneMatch(Details::isSpecific)) {
            return;
        }
        out.println("Format specific information:");
        info.details().forEach((key, text) -> {
            if (Details.isSpecific(key)) {
                String value = Names.shown(String.valueOf(Details.value(key, text)));
                out.println("    " + key.replace('-', ' ') + ": " + value);
            }
        });
    }

    private static String size(long bytes) {
        return Sizes.text(bytes) + " (" + bytes + " bytes)";
    }
}
