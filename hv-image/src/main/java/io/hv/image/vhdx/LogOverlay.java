package io.hv.image.vhdx;

import io.hv.image.file.ImageFile;
import io.hv.image.file.Storage;
import io.hv.image.vhdx.LogEntry.Descriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A file as it is once its log is played: for whoever may not write to it, and to see first whether it is good. It keeps
 * where the bytes are, and reads them from the log when they are wanted.
 */
final class LogOverlay implements Storage {

    /** What lies from where it is kept on. */
    private record Patch(long end, Descriptor descriptor) {}

    private final ImageFile file;
    private final NavigableMap<Long, Patch> patches = new TreeMap<>();
    private final long size;

    /** Checks all that is to be done, and does nothing. */
    LogOverlay(ImageFile file, VhdxHeader header, List<LogEntry> entries) {
        this.file = file;
        long before = file.size();
        long after = before;
        for (LogEntry entry : entries) {
            check(header, entry, before);
            after = Math.max(after, entry.lastFileOffset());
        }
        size = after;
        for (LogEntry entry : entries) {
            for (Descriptor each : entry.descriptors()) {
                check(header, entry, each);
                put(each);
            }
        }
    }

    private void check(VhdxHeader header, LogEntry entry, long size) {
        long at = header.logOffset() + (long) entry.start() * LogEntry.SECTOR;
        if (entry.flushedFileOffset() < 0 || entry.flushedFileOffset() > size) {
            throw file.fault(
                    "log FlushedFileOffset",
                    at + LogEntry.AT_FLUSHED_FILE_OFFSET,
                    "the file had " + entry.flushedFileOffset() + " bytes and has " + size + ": it is cut");
        }
        if (entry.lastFileOffset() < 0 || entry.lastFileOffset() > Layout.MOST_OFFSET) {
            throw file.fault(
                    "log LastFileOffset",
                    at + LogEntry.AT_LAST_FILE_OFFSET,
                    Long.toUnsignedString(entry.lastFileOffset()) + ", more than any file has");
        }
    }

    private void check(VhdxHeader header, LogEntry entry, Descriptor descriptor) {
        long offset = descriptor.offset();
        long length = descriptor.length();
        boolean isInFile = offset >= Layout.REGION_TABLE_1 && length >= 0 && length <= size && offset <= size - length;
        boolean isInLog = offset < header.logOffset() + header.logLength() && header.logOffset() < offset + length;
        if (offset % LogEntry.SECTOR != 0 || length % LogEntry.SECTOR != 0 || !isInFile || isInLog) {
            throw file.fault(
                    "log descriptor",
                    header.logOffset() + (long) entry.start() * LogEntry.SECTOR,
                    Long.toUnsignedString(length) + " bytes at " + Long.toUnsignedString(offset)
                            + " are not what a log may change");
        }
    }

    /** What was there before is no more, but for what reaches beyond it at both ends. */
    private void put(Descriptor next) {
        long from = next.offset();
        long to = from + next.length();
        if (from == to) {
            return;
        }
        Map.Entry<Long, Patch> before = patches.lowerEntry(from);
        if (before != null && before.getValue().end > from) {
            Patch old = before.getValue();
            Patch unused = patches.put(before.getKey(), new Patch(from, old.descriptor));
            keepRest(old, to);
        }
        NavigableMap<Long, Patch> inside = patches.subMap(from, true, to, false);
        if (!inside.isEmpty()) {
            Patch last = inside.lastEntry().getValue();
            inside.clear();
            keepRest(last, to);
        }
        Patch unused = patches.put(from, new Patch(to, next));
    }

    private void keepRest(Patch old, long to) {
        if (old.end > to) {
            Patch unused = patches.put(to, new Patch(old.end, old.descriptor));
        }
    }

    @Override
    public int read(long offset, ByteBuffer into) {
        int length = (int) Math.max(0, Math.min(into.remaining(), size - offset));
        int start = into.position();
        int limit = into.limit();
        into.limit(start + length);
        file.read("data", offset, into);
        into.limit(limit);
        if (length == 0) {
            return 0;
        }
        Long first = patches.floorKey(offset);
        for (Map.Entry<Long, Patch> each :
                patches.subMap(first == null ? offset : first, offset + length).entrySet()) {
            long from = Math.max(offset, each.getKey());
            long to = Math.min(offset + length, each.getValue().end);
            if (from < to) {
                copy(each.getValue().descriptor, from, to, into, start + (int) (from - offset));
            }
        }
        return length;
    }

    private void copy(Descriptor descriptor, long from, long to, ByteBuffer into, int at) {
        int length = (int) (to - from);
        if (descriptor.dataAt() < 0) {
            into.put(at, new byte[length]);
        } else {
            into.put(at, descriptor.bytes(file), (int) (from - descriptor.offset()), length);
        }
    }

    /** Does it: the file is what this shows, for good. */
    void play() {
        long before = file.size();
        if (before < size) {
            file.resize(size);
        }
        for (Map.Entry<Long, Patch> each : patches.entrySet()) {
            Descriptor descriptor = each.getValue().descriptor;
            if (descriptor.dataAt() < 0) {
                // What has just been added is zeros already, however much a log says that it is.
                long end = Math.min(each.getValue().end, before);
                if (each.getKey() < end) {
                    file.clear("log", each.getKey(), end - each.getKey());
                }
            } else {
                file.write("log", each.getKey(), descriptor.bytes(file));
            }
        }
        file.force();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
        throw new IOException("it was opened for reading");
    }

    @Override
    public void resize(long bytes) throws IOException {
        throw new IOException("it was opened for reading");
    }

    @Override
    public void force() {}

    @Override
    public void close() {
        file.close();
    }
}
