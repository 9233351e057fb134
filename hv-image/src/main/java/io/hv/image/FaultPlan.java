package io.hv.image;

import io.hv.image.FaultyImage.Access;
import io.hv.image.FaultyImage.Operation;
import io.hv.image.file.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Which operations go wrong, and how. Numbers count from the first operation on. Safe for any thread. */
final class FaultPlan {

    private final Set<Long> failing = new HashSet<>();
    private final Map<Long, Integer> torn = new HashMap<>();
    private final Set<Long> lost = new HashSet<>();
    private final Set<Access> badSectors = new HashSet<>();
    private long failingFrom = Long.MAX_VALUE;
    private long operations;
    private long writes;
    private long flushes;
    private volatile Consumer<Access> pacing = access -> {};

    /** What becomes of an operation that does not fail. */
    enum Fate {
        GOOD,
        LOST
    }

    synchronized long operations() {
        return operations;
    }

    synchronized void fail(long after) {
        failing.add(operations + after);
    }

    synchronized void failAll(long after) {
        failingFrom = operations + after;
    }

    synchronized void failSector(Path file, long sector) {
        badSectors.add(new Access(file, Operation.READ, sector * Journal.SECTOR, Journal.SECTOR));
    }

    synchronized void tear(long after, int sectors) {
        Integer unused = torn.put(writes + after, sectors);
    }

    synchronized void loseFlush(long after) {
        lost.add(flushes + after);
    }

    void pace(Consumer<Access> hook) {
        pacing = hook;
    }

    synchronized void heal() {
        failing.clear();
        torn.clear();
        lost.clear();
        badSectors.clear();
        failingFrom = Long.MAX_VALUE;
        pacing = access -> {};
    }

    /** Before an operation. */
    Fate before(Access access) throws IOException {
        pacing.accept(access);
        return count(access);
    }

    private synchronized Fate count(Access access) throws IOException {
        long number = operations;
        operations++;
        if (failing.contains(number) || number >= failingFrom) {
            throw new IOException("injected: " + access.operation() + " number " + number + " fails");
        }
        for (Access each : badSectors) {
            if (isIn(access, each)) {
                throw new IOException("injected: sector " + each.offset() / Journal.SECTOR + " is bad");
            }
        }
        if (access.operation() == Operation.FLUSH) {
            boolean isLost = lost.contains(flushes);
            flushes++;
            return isLost ? Fate.LOST : Fate.GOOD;
        }
        return Fate.GOOD;
    }

    private static boolean isIn(Access access, Access sector) {
        return (access.operation() == Operation.READ || access.operation() == Operation.WRITE)
                && access.file().equals(sector.file())
                && access.offset() < sector.offset() + sector.length()
                && sector.offset() < access.offset() + access.length();
    }

    /** Of a write that is to be torn, after how many bytes; else -1. */
    synchronized int tornAfter(long length) {
        Integer sectors = torn.get(writes);
        writes++;
        return sectors == null ? -1 : (int) Math.min(length, (long) sectors * Journal.SECTOR);
    }
}
