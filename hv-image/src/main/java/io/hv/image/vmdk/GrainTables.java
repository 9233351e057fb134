package io.hv.image.vmdk;

import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which grain of the extent is at which sector of the file. The tables that were used last are in memory, and what was
 * changed stays there until it is written. Safe for any thread; who changes is alone by the disk's lock.
 */
final class GrainTables {

    /** An entry of a grain that has none. */
    static final int NONE = 0;
    /** An entry of a grain of zeros, where the header says that there are such. */
    static final int ZEROED = 1;

    private static final int KEPT_BYTES = 4 << 20;

    private static final class Table {
        final ByteBuffer bytes;
        boolean isDirty;

        Table(ByteBuffer bytes) {
            this.bytes = bytes;
        }
    }

    private final ImageFile file;
    private final GrainDirectory directory;
    private final int entries;
    private final int most;
    private final Map<Integer, Table> tables = new LinkedHashMap<>(16, 0.75f, true);
    private int dirty;

    GrainTables(ImageFile file, SparseHeader header, GrainDirectory directory) {
        this.file = file;
        this.directory = directory;
        entries = header.tableEntries();
        most = KEPT_BYTES / (entries * Integer.BYTES);
    }

    /** A grain's sector, {@link #NONE} or {@link #ZEROED}; without its sign. */
    synchronized long get(long grain) {
        int index = (int) (grain / entries);
        if (directory.table(index) == 0) {
            return NONE;
        }
        return Integer.toUnsignedLong(table(index).bytes.getInt((int) (grain % entries) * Integer.BYTES));
    }

    /** Where an entry stands, for messages. */
    synchronized long at(long grain) {
        return directory.table((int) (grain / entries)) + grain % entries * Integer.BYTES;
    }

    /** Whether a grain may not lie there. */
    synchronized boolean touches(long start, long length) {
        return directory.touches(start, length);
    }

    /** Has a table for a grain, at the file's end where there was none: before the grain itself is put there. */
    synchronized void prepare(long grain) {
        int index = (int) (grain / entries);
        if (directory.table(index) == 0) {
            directory.create(index);
        }
    }

    /** Changes an entry of a table that is there. */
    synchronized void set(long grain, int sector) {
        int index = (int) (grain / entries);
        Table table = table(index);
        Table unused = tables.put(index, table);
        table.bytes.putInt((int) (grain % entries) * Integer.BYTES, sector);
        if (!table.isDirty) {
            table.isDirty = true;
            dirty++;
        }
    }

    /** An offset as tables name it. */
    int sector(long offset, long length) {
        return directory.sector(offset, length);
    }

    /** Whether so much was changed that it is time to write it. */
    synchronized boolean isFull() {
        return dirty > most / 2;
    }

    private Table table(int index) {
        Table table = tables.get(index);
        if (table == null) {
            ByteBuffer bytes = file.read("grain table", directory.table(index), entries * Integer.BYTES);
            table = new Table(bytes.order(ByteOrder.LITTLE_ENDIAN));
            trim();
            if (tables.size() < most) {
                tables.put(index, table);
            }
        }
        return table;
    }

    private void trim() {
        Iterator<Table> oldest = tables.values().iterator();
        while (tables.size() >= most && oldest.hasNext()) {
            if (!oldest.next().isDirty) {
                oldest.remove();
            }
        }
    }

    /** Grains reach the disk before a table names them, and a table before a directory does. */
    synchronized void flush() {
        file.force();
        if (dirty > 0) {
            for (Map.Entry<Integer, Table> each : tables.entrySet()) {
                if (each.getValue().isDirty) {
                    write(each.getKey(), each.getValue());
                }
            }
            file.force();
        }
        if (directory.isDirty()) {
            directory.write();
            file.force();
        }
    }

    /** Names no grain any more, and cuts off where they were. */
    synchronized void forget(SparseHeader header) {
        for (int index = 0; index < header.tables(); index++) {
            if (directory.table(index) != 0) {
                clear(index);
                if (isFull()) {
                    flush();
                }
            }
        }
        flush();
        long end = Math.max(directory.tablesEnd(), header.overhead() * SparseHeader.SECTOR);
        if (file.size() > end) {
            file.resize(end);
        }
    }

    private void clear(int index) {
        Table table = table(index);
        for (int i = 0; i < entries; i++) {
            if (table.bytes.getInt(i * Integer.BYTES) != NONE) {
                set((long) index * entries + i, NONE);
            }
        }
    }

    /** Whether the copies of the tables are as the tables; where asked to, they become so. */
    synchronized void compare(Findings findings, boolean mend) {
        long[] copies = directory.copies();
        boolean mended = false;
        for (int index = 0; index < copies.length; index++) {
            ImageException fault = differs(index, copies[index]);
            if (fault != null) {
                findings.add(fault);
                if (mend && directory.table(index) != 0 && copies[index] != 0 && isInFile(copies[index])) {
                    file.write(
                            "redundant grain table",
                            copies[index],
                            table(index).bytes.duplicate().clear());
                    mended = true;
                }
            }
        }
        if (mended) {
            file.force();
        }
    }

    private @Nullable ImageException differs(int index, long copy) {
        long main = directory.table(index);
        if (copy == 0 && main == 0) {
            return null;
        }
        if (copy == 0 || main == 0) {
            return file.fault("redundant grain directory", -1, "of grain table " + index + " there is only one");
        }
        if (!isInFile(copy)) {
            return file.fault("redundant grain directory", -1, "the grain table at " + copy + " is not in the file");
        }
        ByteBuffer bytes = file.read("redundant grain table", copy, entries * Integer.BYTES);
        return bytes.equals(table(index).bytes.duplicate().clear())
                ? null
                : file.fault("redundant grain table", copy, "it differs from that at " + main);
    }

    private boolean isInFile(long table) {
        return table <= file.size() - (long) entries * Integer.BYTES;
    }

    private void write(int index, Table table) {
        long copy = directory.copy(index);
        if (copy != 0) {
            file.write("redundant grain table", copy, table.bytes.duplicate().clear());
        }
        file.write(
                "grain table", directory.table(index), table.bytes.duplicate().clear());
        table.isDirty = false;
        dirty--;
    }
}
