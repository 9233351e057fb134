package io.hv.image.vhdx;

import io.hv.image.block.Guid;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/**
 * Changes metadata so that a loss of power leaves them as they were, or changed. Each change is one entry of the log, whose
 * tail it is itself, and goes like this:
 *
 * <ol>
 *   <li>force: the blocks that the change points to are there, and the change before it is where it belongs
 *   <li>the entry, where it does not touch the one before it; force; from here on it is for good
 *   <li>for the first one since {@link #close}: the headers, which say that there is a log
 *   <li>the change, where it belongs
 * </ol>
 *
 * A torn entry is not valid, and the one before it is played once more, which changes nothing.
 */
final class LogWriter {

    /** So few that two entries, one after the other, never touch in the smallest log. */
    static final int MOST_PAGES = 64;

    private final ImageFile file;
    private final Headers headers;
    private final int sectors;
    private UUID guid = Guid.NONE;
    private long sequence;
    private int next;
    /** Whether the headers say that there is a log. */
    private boolean isAnnounced;
    /** Whether the last entry is for good, and its change perhaps not where it belongs. */
    private boolean isPending;

    LogWriter(ImageFile file, Headers headers) {
        this.file = file;
        this.headers = headers;
        sectors = (int) (headers.current().logLength() / LogEntry.SECTOR);
    }

    /** Writes at most {@link #MOST_PAGES} pages. */
    void write(List<LogEntry.Page> pages) {
        if (guid.equals(Guid.NONE)) {
            guid = UUID.randomUUID();
        }
        VhdxHeader header = headers.current().withLog(guid);
        int size = LogEntry.headSectors(pages.size()) + pages.size();
        int at = next + size > sectors ? 0 : next;
        file.force();
        ByteBuffer entry = LogEntry.encode(header, sequence + 1, at, file.size(), pages);
        file.write("log", header.logOffset() + (long) at * LogEntry.SECTOR, entry);
        file.force();
        // Also where what follows fails: this entry is never overwritten by the next one.
        sequence++;
        next = at + size;
        isPending = true;
        if (!isAnnounced) {
            headers.update(header);
            isAnnounced = true;
        }
        for (LogEntry.Page each : pages) {
            file.write("BAT", each.offset(), each.bytes().duplicate().clear());
        }
        isPending = false;
    }

    /**
     * All is where it belongs, and there is no log to be played until the next change; but after a failure it is left to
     * whoever opens the file.
     */
    void close() {
        if (!guid.equals(Guid.NONE) && !(isAnnounced && isPending)) {
            file.force();
            // Also where what follows fails half-way: the next change says again that there is a log.
            isAnnounced = false;
            headers.update(headers.current().withLog(Guid.NONE));
            guid = Guid.NONE;
        }
    }
}
