package io.hv.image.seed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields behind a record by which a POSIX system finds a file's own name, mode and times (SUSP 1.12, RRIP 1.10). A name
 * that has no room there continues in an area of its own, no part of which lies in two sectors.
 */
final class RockRidge {

    private static final int FOLDER_MODE = 040555;
    private static final int FILE_MODE = 0100444;
    private static final int CE = 28;
    private static final byte[] ID = "RRIP_1991A".getBytes(StandardCharsets.US_ASCII);
    /** Of modification, access and change of attributes. */
    private static final int TIMES = 0b1110;

    private final Instant time;
    /** Where a node's name continues, in bytes of the area. */
    private final Map<IsoNode, Integer> continued = new LinkedHashMap<>();

    private int areaSize;
    private long area;

    RockRidge(Instant time) {
        this.time = time;
    }

    /** Says where the area begins, once it is known which names are in it. */
    void place(long sector) {
        area = sector;
    }

    /** In whole sectors. */
    long areaSectors() {
        return IsoBytes.sectors(areaSize);
    }

    /** Of the record by which a folder has itself; the root's says that all this is there (SUSP 5.3, 5.5). */
    byte[] ofSelf(IsoNode folder) {
        ByteBuffer to = buffer();
        if (folder.isRoot()) {
            head(to, "SP", 7).put((byte) 0xbe).put((byte) 0xef).put((byte) 0);
        }
        attributes(to, folder);
        if (folder.isRoot()) {
            // Without the texts that describe and name the specification, which may be empty.
            head(to, "ER", 8 + ID.length)
                    .put((byte) ID.length)
                    .put((byte) 0)
                    .put((byte) 0)
                    .put((byte) 1);
            to.put(ID);
        }
        return taken(to);
    }

    /** Of the record by which a folder has the one above it. */
    byte[] ofParent(IsoNode folder) {
        ByteBuffer to = buffer();
        attributes(to, folder.parent());
        return taken(to);
    }

    /**
     * Of the record by which a folder has a file or a folder in it.
     *
     * @param room how many bytes it may have
     */
    byte[] ofChild(IsoNode node, int room) {
        ByteBuffer to = buffer();
        attributes(to, node);
        byte[] name = alternateName(node);
        if (to.position() + name.length <= room) {
            to.put(name);
        } else {
            int at = continued.computeIfAbsent(node, any -> take(name.length));
            head(to, "CE", CE);
            IsoBytes.putBoth32(to, area + at / IsoBytes.SECTOR);
            IsoBytes.putBoth32(to, at % IsoBytes.SECTOR);
            IsoBytes.putBoth32(to, name.length);
        }
        return taken(to);
    }

    /** Room in the area, all of it in one sector. */
    private int take(int length) {
        if (areaSize % IsoBytes.SECTOR + length > IsoBytes.SECTOR) {
            areaSize += IsoBytes.SECTOR - areaSize % IsoBytes.SECTOR;
        }
        int at = areaSize;
        areaSize += length;
        return at;
    }

    /** The area's bytes. */
    byte[] area() {
        byte[] bytes = new byte[(int) areaSectors() * IsoBytes.SECTOR];
        continued.forEach((node, at) -> {
            byte[] name = alternateName(node);
            System.arraycopy(name, 0, bytes, at, name.length);
        });
        return bytes;
    }

    /** PX and TF. */
    private void attributes(ByteBuffer to, IsoNode node) {
        head(to, "PX", 36);
        IsoBytes.putBoth32(to, node.isFolder() ? FOLDER_MODE : FILE_MODE);
        IsoBytes.putBoth32(to, node.links());
        IsoBytes.putBoth32(to, 0);
        IsoBytes.putBoth32(to, 0);
        head(to, "TF", 26).put((byte) TIMES);
        for (int i = 0; i < Integer.bitCount(TIMES); i++) {
            IsoBytes.putTime(to, time);
        }
    }

    private static byte[] alternateName(IsoNode node) {
        byte[] name = node.name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer to = buffer();
        head(to, "NM", 5 + name.length).put((byte) 0).put(name);
        return taken(to);
    }

    private static ByteBuffer head(ByteBuffer to, String signature, int length) {
        return to.put(signature.getBytes(StandardCharsets.US_ASCII))
                .put((byte) length)
                .put((byte) 1);
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(512);
    }

    private static byte[] taken(ByteBuffer bytes) {
        byte[] all = new byte[bytes.position()];
        bytes.get(0, all);
        return all;
    }
}
