package io.hv.image.vhdx;

import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The entries of the BAT, as numbers; those that were lately wanted are kept, and those that were changed. Safe for any thread. */
final class Bat {

    static final int PAGE = Layout.KIB_4;
    static final int PER_PAGE = PAGE / Long.BYTES;

    /** 4 MiB of them: for 512 GiB in the smallest blocks. */
    private static final int MOST_PAGES = 1024;

    private final ImageFile file;
    private final long offset;

    private final Map<Integer, ByteBuffer> clean = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, ByteBuffer> eldest) {
            return size() > MOST_PAGES;
        }
    };

    private final NavigableMap<Integer, ByteBuffer> dirty = new TreeMap<>();

    Bat(ImageFile file, long offset) {
        this.file = file;
        this.offset = offset;
    }

    /** Where an entry stands in the file. */
    long at(long index) {
        return offset + index * Long.BYTES;
    }

    synchronized long get(long index) {
        return page((int) (index / PER_PAGE)).getLong((int) (index % PER_PAGE) * Long.BYTES);
    }

    synchronized void set(long index, long entry) {
        int number = (int) (index / PER_PAGE);
        ByteBuffer page = page(number);
        ByteBuffer unused = dirty.put(number, page);
        ByteBuffer unusedClean = clean.remove(number);
        page.putLong((int) (index % PER_PAGE) * Long.BYTES, entry);
    }

    private ByteBuffer page(int number) {
        @Nullable ByteBuffer changed = dirty.get(number);
        if (changed != null) {
            return changed;
        }
        return clean.computeIfAbsent(
                number,
                each -> file.read("BAT", offset + (long) each * PAGE, PAGE).order(ByteOrder.LITTLE_ENDIAN));
    }

    synchronized int dirtyPages() {
        return dirty.size();
    }

    /** Writes what was changed. Whoever calls is alone. */
    synchronized void write(LogWriter log) {
        while (!dirty.isEmpty()) {
            List<Integer> some =
                    dirty.keySet().stream().limit(LogWriter.MOST_PAGES).toList();
            List<LogEntry.Page> pages = new ArrayList<>();
            for (Integer each : some) {
                pages.add(new LogEntry.Page(offset + (long) each * PAGE, page(each)));
            }
            log.write(pages);
            for (Integer each : some) {
                ByteBuffer page = dirty.remove(each);
                if (page != null) {
                    ByteBuffer unused = clean.put(each, page);
                }
            }
        }
    }
}
