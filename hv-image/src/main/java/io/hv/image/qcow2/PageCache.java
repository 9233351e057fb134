package io.hv.image.qcow2;

import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables of the image in memory, by pages, as many as there is room for: those used last. What is changed stays here until
 * it is written; {@link #isFull} says that it is time. Safe for any thread; who changes is alone by the disk's lock.
 */
final class PageCache {

    private static final int MAX_PAGE = 4096;
    static final int DEFAULT_BYTES = 16 << 20;

    /** What a page is of: the order in which they are written is not the same for both. */
    enum Kind {
        REFCOUNTS,
        L2
    }

    private static final class Page {
        final Kind kind;
        final ByteBuffer bytes;
        boolean isDirty;

        Page(Kind kind, ByteBuffer bytes) {
            this.kind = kind;
            this.bytes = bytes;
        }
    }

    private final ImageFile file;
    private final int pageSize;
    private final int capacity;
    private final Map<Long, Page> pages = new LinkedHashMap<>(16, 0.75f, true);
    private int dirty;

    PageCache(ImageFile file, int clusterSize, int bytes) {
        this.file = file;
        pageSize = Math.min(clusterSize, MAX_PAGE);
        capacity = bytes / pageSize;
    }

    /** Reads a number. */
    synchronized long get(Kind kind, long offset, int bytes) {
        ByteBuffer page = page(kind, offset).bytes;
        int at = (int) (offset % pageSize);
        return switch (bytes) {
            case 1 -> Byte.toUnsignedLong(page.get(at));
            case 2 -> Short.toUnsignedLong(page.getShort(at));
            case 4 -> Integer.toUnsignedLong(page.getInt(at));
            default -> page.getLong(at);
        };
    }

    /** Changes a number. */
    synchronized void set(Kind kind, long offset, int bytes, long value) {
        Page page = page(kind, offset);
        // It may be one that did not stay: there was no room beside those that are dirty.
        Page unused = pages.put(offset - offset % pageSize, page);
        int at = (int) (offset % pageSize);
        switch (bytes) {
            case 1 -> page.bytes.put(at, (byte) value);
            case 2 -> page.bytes.putShort(at, (short) value);
            case 4 -> page.bytes.putInt(at, (int) value);
            default -> page.bytes.putLong(at, value);
        }
        makeDirty(page);
    }

    /** A new cluster of zeros, not read from the file. */
    synchronized void create(Kind kind, long offset, int length) {
        for (long at = offset; at < offset + length; at += pageSize) {
            Page page = new Page(kind, ByteBuffer.allocate(pageSize));
            Page before = pages.put(at, page);
            if (before != null && before.isDirty) {
                dirty--;
            }
            makeDirty(page);
        }
    }

    /** Forgets a cluster, which is none of these tables any more. */
    synchronized void drop(long offset, int length) {
        for (long at = offset; at < offset + length; at += pageSize) {
            Page page = pages.remove(at);
            if (page != null && page.isDirty) {
                dirty--;
            }
        }
    }

    /** Whether half of the room is taken by what was not written yet. */
    synchronized boolean isFull() {
        return dirty > capacity / 2;
    }

    synchronized boolean isDirty(Kind kind) {
        return dirty > 0 && pages.values().stream().anyMatch(page -> page.isDirty && page.kind == kind);
    }

    /** Writes what was changed. What fails stays changed. */
    synchronized void write(Kind kind) {
        List<Map.Entry<Long, Page>> all = new ArrayList<>();
        for (Map.Entry<Long, Page> each : pages.entrySet()) {
            if (each.getValue().isDirty && each.getValue().kind == kind) {
                all.add(each);
            }
        }
        all.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
        for (Map.Entry<Long, Page> each : all) {
            Page page = each.getValue();
            file.write(name(kind), each.getKey(), page.bytes.duplicate().clear());
            page.isDirty = false;
            dirty--;
        }
        trim();
    }

    private void makeDirty(Page page) {
        if (!page.isDirty) {
            page.isDirty = true;
            dirty++;
        }
    }

    private Page page(Kind kind, long offset) {
        long start = offset - offset % pageSize;
        Page page = pages.get(start);
        if (page == null) {
            page = new Page(kind, file.read(name(kind), start, pageSize));
            trim();
            if (pages.size() < capacity) {
                pages.put(start, page);
            }
        }
        return page;
    }

    private void trim() {
        Iterator<Page> oldest = pages.values().iterator();
        while (pages.size() >= capacity && oldest.hasNext()) {
            if (!oldest.next().isDirty) {
                oldest.remove();
            }
        }
    }

    private static String name(Kind kind) {
        return kind == Kind.L2 ? "L2 table" : "refcount block";
    }
}
