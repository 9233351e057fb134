package io.hv.image.vhdx;

import io.hv.image.block.Guid;
import io.hv.image.file.ImageFile;
import io.hv.image.vhdx.LogEntry.Descriptor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is to be played of a log; [MS-VHDX] 2.3.3. An entry that is not valid in any way is none. Inside of an entry no
 * sector begins as an entry does, so no two overlap, and each sector is looked at twice at most.
 */
final class LogReader {

    private static final String LOG = "log";

    private final ImageFile file;
    private final VhdxHeader header;
    private final int sectors;

    LogReader(ImageFile file, VhdxHeader header) {
        this.file = file;
        this.header = header;
        sectors = (int) (header.logLength() / LogEntry.SECTOR);
    }

    /** The active sequence, oldest entry first. */
    List<LogEntry> active() {
        Map<Integer, LogEntry> byStart = new HashMap<>();
        for (int at = 0; at < sectors; ) {
            LogEntry entry = entry(at);
            if (entry != null) {
                LogEntry unused = byStart.put(at, entry);
            }
            at += entry == null ? 1 : entry.sectors();
        }
        List<LogEntry> best = best(byStart.values());
        if (best.isEmpty()) {
            throw file.fault(LOG, header.logOffset(), "the header says that it is in use, and no entry in it is valid");
        }
        return best;
    }

    /** Of the sequences whose newest entry has its tail in them, the newest; from the tail on. */
    private List<LogEntry> best(Collection<LogEntry> entries) {
        List<LogEntry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(LogEntry::sequence, Long::compareUnsigned));
        Map<Integer, List<LogEntry>> byEnd = new HashMap<>();
        List<List<LogEntry>> sequences = new ArrayList<>();
        for (LogEntry each : sorted) {
            List<LogEntry> before = byEnd.remove(each.start());
            if (before == null || before.get(before.size() - 1).sequence() != each.sequence() - 1) {
                before = new ArrayList<>();
                sequences.add(before);
            }
            before.add(each);
            List<LogEntry> unused = byEnd.put((each.start() + each.sectors()) % sectors, before);
        }
        List<LogEntry> best = List.of();
        for (List<LogEntry> each : sequences) {
            LogEntry newest = each.get(each.size() - 1);
            List<LogEntry> needed = each.stream()
                    .dropWhile(entry -> entry.start() != newest.tail())
                    .toList();
            if (!needed.isEmpty() && (best.isEmpty() || isNewer(newest, best.get(best.size() - 1)))) {
                best = needed;
            }
        }
        return best;
    }

    private static boolean isNewer(LogEntry entry, LogEntry other) {
        return Long.compareUnsigned(entry.sequence(), other.sequence()) > 0;
    }

    private long offset(int sector) {
        return header.logOffset() + (long) (sector % sectors) * LogEntry.SECTOR;
    }

    private ByteBuffer sector(int sector) {
        return file.read(LOG, offset(sector), LogEntry.SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    }

    private @Nullable LogEntry entry(int start) {
        ByteBuffer first = sector(start);
        if (first.getInt(0) != Layout.signature(LogEntry.SIGNATURE)) {
            return null;
        }
        long length = Integer.toUnsignedLong(first.getInt(LogEntry.AT_LENGTH));
        long tail = Integer.toUnsignedLong(first.getInt(LogEntry.AT_TAIL));
        long count = Integer.toUnsignedLong(first.getInt(LogEntry.AT_DESCRIPTOR_COUNT));
        long sequence = first.getLong(LogEntry.AT_SEQUENCE);
        if (length % LogEntry.SECTOR != 0
                || length == 0
                || length > header.logLength()
                || tail % LogEntry.SECTOR != 0
                || tail >= header.logLength()
                || sequence == 0
                || count > length / LogEntry.DESCRIPTOR
                || !Guid.get(first, LogEntry.AT_LOG_GUID).equals(header.logGuid())) {
            return null;
        }
        int size = (int) (length / LogEntry.SECTOR);
        CRC32C crc = new CRC32C();
        List<Descriptor> descriptors = descriptors(first, start, (int) count, sequence, size, crc);
        if (descriptors == null || (int) crc.getValue() != first.getInt(4)) {
            return null;
        }
        return new LogEntry(
                start,
                size,
                sequence,
                (int) (tail / LogEntry.SECTOR),
                first.getLong(LogEntry.AT_FLUSHED_FILE_OFFSET),
                first.getLong(LogEntry.AT_LAST_FILE_OFFSET),
                descriptors);
    }

    /** Reads all of an entry, the descriptors of which follow each other, and then the sectors of those that have one. */
    private @Nullable List<Descriptor> descriptors(
            ByteBuffer first, int start, int count, long sequence, int size, CRC32C crc) {
        int head = LogEntry.headSectors(count);
        if (head > size) {
            return null;
        }
        List<Descriptor> found = new ArrayList<>();
        int data = head;
        ByteBuffer sector = first;
        crc.update(first.duplicate().clear().limit(4));
        crc.update(new byte[4]);
        crc.update(first.duplicate().clear().position(8));
        for (int i = 0; i < count; i++) {
            int at = (LogEntry.HEAD + i * LogEntry.DESCRIPTOR) % LogEntry.SECTOR;
            if (at == 0) {
                sector = sector(start + (LogEntry.HEAD + i * LogEntry.DESCRIPTOR) / LogEntry.SECTOR);
                crc.update(sector.duplicate());
            }
            boolean isZero = sector.getInt(at) == Layout.signature(LogEntry.ZERO);
            if ((!isZero && sector.getInt(at) != Layout.signature(LogEntry.DATA))
                    || sector.getLong(at + 24) != sequence
                    || (!isZero && data >= size)) {
                return null;
            }
            found.add(
                    isZero
                            ? new Descriptor(sector.getLong(at + 16), sector.getLong(at + 8), -1, 0, 0)
                            : new Descriptor(
                                    sector.getLong(at + 16),
                                    LogEntry.SECTOR,
                                    offset(start + data),
                                    sector.getLong(at + 8),
                                    sector.getInt(at + 4)));
            data += isZero ? 0 : 1;
        }
        return data == size && areWhole(start, head, size, sequence, crc) ? found : null;
    }

    private boolean areWhole(int start, int from, int to, long sequence, CRC32C crc) {
        for (int i = from; i < to; i++) {
            ByteBuffer sector = sector(start + i);
            if (sector.getInt(0) != Layout.signature(LogEntry.DATA_SECTOR)
                    || sector.getInt(4) != (int) (sequence >>> 32)
                    || sector.getInt(LogEntry.SECTOR - Integer.BYTES) != (int) sequence) {
                return false;
            }
            crc.update(sector);
        }
        return true;
    }
}
