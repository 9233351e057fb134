package io.hv.image.seed;

import io.hv.image.seed.Extents.Extent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All folders of one hierarchy: their records and their path tables (ECMA-119 9.1, 9.4). */
final class FolderTree {

    private static final int MOST_FOLDERS = 0xffff;
    private static final int RECORD = 33;
    /** An even length below 256. */
    private static final int LONGEST_RECORD = 254;

    private static final int IS_FOLDER = 2;
    private static final byte[] SELF = {0};
    private static final byte[] PARENT = {1};

    private final Hierarchy hierarchy;
    private final Instant time;
    private final RockRidge rockRidge;
    private final Extents files;
    private final Extents places = new Extents();
    /** Level by level, and in each by parent and name: the order of path tables. */
    private final List<IsoNode> folders = new ArrayList<>();

    private final Map<IsoNode, Integer> numbers = new HashMap<>();

    FolderTree(Hierarchy hierarchy, IsoNode root, Instant time, RockRidge rockRidge, Extents files) {
        this.hierarchy = hierarchy;
        this.time = time;
        this.rockRidge = rockRidge;
        this.files = files;
        folders.add(root);
        for (int i = 0; i < folders.size(); i++) {
            numbers.put(folders.get(i), i + 1);
            sorted(folders.get(i)).stream().filter(IsoNode::isFolder).forEach(folders::add);
        }
        if (folders.size() > MOST_FOLDERS) {
            throw new IllegalArgumentException(folders.size() + " folders; " + MOST_FOLDERS + " are possible");
        }
    }

    private List<IsoNode> sorted(IsoNode folder) {
        return folder.children().stream().sorted(hierarchy.order()).toList();
    }

    List<IsoNode> folders() {
        return folders;
    }

    /** Gives each folder a place from a sector on; returns the first sector behind them. */
    long place(long first) {
        long at = first;
        for (IsoNode folder : folders) {
            at = places.place(folder, at, records(folder).length);
        }
        return at;
    }

    /** The root's record, as it stands in a volume descriptor, too. */
    byte[] rootRecord() {
        return record(SELF, places.of(folders.get(0)), IS_FOLDER, new byte[0]);
    }

    /** A folder's bytes, in whole sectors. No record lies in two of them. */
    byte[] records(IsoNode folder) {
        boolean isPrimary = hierarchy == Hierarchy.PRIMARY;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] none = new byte[0];
        add(all, record(SELF, places.of(folder), IS_FOLDER, isPrimary ? rockRidge.ofSelf(folder) : none));
        add(all, record(PARENT, places.of(folder.parent()), IS_FOLDER, isPrimary ? rockRidge.ofParent(folder) : none));
        for (IsoNode child : sorted(folder)) {
            byte[] identifier = hierarchy.identifier(child);
            byte[] more =
                    isPrimary ? rockRidge.ofChild(child, LONGEST_RECORD - even(RECORD + identifier.length)) : none;
            Extent place = child.isFolder() ? places.of(child) : files.of(child);
            add(all, record(identifier, place, child.isFolder() ? IS_FOLDER : 0, more));
        }
        pad(all);
        return all.toByteArray();
    }

    private static void add(ByteArrayOutputStream all, byte[] record) {
        if (all.size() % IsoBytes.SECTOR + record.length > IsoBytes.SECTOR) {
            pad(all);
        }
        all.writeBytes(record);
    }

    private static void pad(ByteArrayOutputStream all) {
        int over = all.size() % IsoBytes.SECTOR;
        all.writeBytes(new byte[over == 0 ? 0 : IsoBytes.SECTOR - over]);
    }

    private static int even(int length) {
        return length + (length & 1);
    }

    private byte[] record(byte[] identifier, Extent place, int flags, byte[] systemUse) {
        int length = even(even(RECORD + identifier.length) + systemUse.length);
        ByteBuffer to = ByteBuffer.allocate(length);
        to.put((byte) length).put((byte) 0);
        IsoBytes.putBoth32(to, place.sector());
        IsoBytes.putBoth32(to, place.bytes());
        IsoBytes.putTime(to, time);
        to.put((byte) flags).put((byte) 0).put((byte) 0);
        IsoBytes.putBoth16(to, 1);
        to.put((byte) identifier.length).put(identifier);
        to.position(even(RECORD + identifier.length)).put(systemUse);
        return to.array();
    }

    /** The path table, whose numbers are in either order. */
    byte[] pathTable(ByteOrder order) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (IsoNode folder : folders) {
            byte[] identifier = hierarchy.identifier(folder);
            ByteBuffer to = ByteBuffer.allocate(even(8 + identifier.length)).order(order);
            to.put((byte) identifier.length)
                    .put((byte) 0)
                    .putInt((int) places.of(folder).sector())
                    .putShort(numbers.getOrDefault(folder.parent(), 1).shortValue())
                    .put(identifier);
            all.writeBytes(to.array());
        }
        return all.toByteArray();
    }
}
