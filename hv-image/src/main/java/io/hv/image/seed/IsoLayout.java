package io.hv.image.seed;

import io.hv.image.seed.VolumeDescriptor.PathTables;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What lies where: sixteen sectors for the system, descriptors, path tables, the primary folders, names that continue, Joliet's
 * folders, files.
 */
final class IsoLayout {

    private static final int SYSTEM = 16;
    private static final int DESCRIPTORS = 3;
    private static final long MOST_SECTORS = 0xffff_ffffL;

    private final String label;
    private final Instant time;
    private final RockRidge rockRidge;
    private final Extents places = new Extents();
    private final List<IsoNode> files = new ArrayList<>();
    private final FolderTree primary;
    private final FolderTree joliet;
    private final PathTables primaryTables;
    private final PathTables jolietTables;
    private final long sectors;

    IsoLayout(String label, Instant time, IsoNode root) {
        this.label = label;
        this.time = time;
        rockRidge = new RockRidge(time);
        primary = new FolderTree(Hierarchy.PRIMARY, root, time, rockRidge, places);
        joliet = new FolderTree(Hierarchy.JOLIET, root, time, rockRidge, places);
        primaryTables = tables(primary, SYSTEM + DESCRIPTORS);
        jolietTables = tables(joliet, behind(primaryTables));
        long at = primary.place(behind(jolietTables));
        rockRidge.place(at);
        at = joliet.place(at + rockRidge.areaSectors());
        for (IsoNode folder : primary.folders()) {
            for (IsoNode child : folder.children()) {
                IsoSource source = child.source();
                if (source != null) {
                    files.add(child);
                    at = places.place(child, at, source.size());
                }
            }
        }
        sectors = at;
        if (sectors > MOST_SECTORS) {
            throw new IllegalArgumentException("a volume of " + size() + " bytes; less than 8 TiB are possible");
        }
    }

    private static PathTables tables(FolderTree tree, long at) {
        int bytes = tree.pathTable(ByteOrder.LITTLE_ENDIAN).length;
        return new PathTables(bytes, at, at + IsoBytes.sectors(bytes));
    }

    private static long behind(PathTables tables) {
        return tables.big() + IsoBytes.sectors(tables.bytes());
    }

    long size() {
        return sectors * IsoBytes.SECTOR;
    }

    /** All that lies before the first file, part by part, each of which begins a sector. */
    List<byte[]> parts() {
        List<byte[]> parts = new ArrayList<>();
        parts.add(new byte[SYSTEM * IsoBytes.SECTOR]);
        parts.add(VolumeDescriptor.of(Hierarchy.PRIMARY, label, time, sectors, primaryTables, primary.rootRecord()));
        parts.add(VolumeDescriptor.of(Hierarchy.JOLIET, label, time, sectors, jolietTables, joliet.rootRecord()));
        parts.add(VolumeDescriptor.terminator());
        for (FolderTree tree : List.of(primary, joliet)) {
            parts.add(tree.pathTable(ByteOrder.LITTLE_ENDIAN));
            parts.add(tree.pathTable(ByteOrder.BIG_ENDIAN));
        }
        primary.folders().forEach(folder -> parts.add(primary.records(folder)));
        parts.add(rockRidge.area());
        joliet.folders().forEach(folder -> parts.add(joliet.records(folder)));
        return parts;
    }

    /** In the order of their places. */
    List<IsoNode> files() {
        return files;
    }

    long bytes(IsoNode file) {
        return places.of(file).bytes();
    }
}
