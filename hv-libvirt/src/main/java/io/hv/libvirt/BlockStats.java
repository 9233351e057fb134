package io.hv.libvirt;

import com.sun.jna.ptr.IntByReference;
import io.hv.DiskStatistics;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.virDomainBlockStats;

/** A disk's statistics: by name where the driver has that, else the five numbers that every driver has. */
final class BlockStats {

    private BlockStats() {}

    static DiskStatistics ask(LibvirtCalls calls, DomainPointer domain, String target) throws LibvirtFailure {
        IntByReference count = new IntByReference();
        if (calls.virDomainBlockStatsFlags(domain, target, null, count, 0) < 0) {
            LibvirtFailure failure = LibvirtFailure.last(calls, "virDomainBlockStatsFlags");
            if (failure.number() == ErrorNumber.VIR_ERR_NO_SUPPORT) {
                return few(calls, domain, target);
            }
            throw failure;
        }
        try (TypedParameters room = new TypedParameters(count.getValue())) {
            if (calls.virDomainBlockStatsFlags(domain, target, room.pointer(), count, 0) < 0) {
                throw LibvirtFailure.last(calls, "virDomainBlockStatsFlags");
            }
            return statistics(room.numbers(count.getValue()));
        }
    }

    private static DiskStatistics few(LibvirtCalls calls, DomainPointer domain, String target) throws LibvirtFailure {
        virDomainBlockStats stats = new virDomainBlockStats();
        if (calls.virDomainBlockStats(domain, target, stats, new SizeT(stats.size())) < 0) {
            throw LibvirtFailure.last(calls, "virDomainBlockStats");
        }
        return DiskStatistics.of(stats.rd_req, stats.rd_bytes, stats.wr_req, stats.wr_bytes);
    }

    static DiskStatistics statistics(Map<String, Long> numbers) {
        DiskStatistics all = DiskStatistics.of(
                numbers.getOrDefault("rd_operations", 0L),
                numbers.getOrDefault("rd_bytes", 0L),
                numbers.getOrDefault("wr_operations", 0L),
                numbers.getOrDefault("wr_bytes", 0L));
        @Nullable Long flushes = numbers.get("flush_operations");
        if (flushes != null) {
            all = all.flushes(flushes);
        }
        long busy = Stream.of("rd_total_times", "wr_total_times", "flush_total_times")
                .mapToLong(name -> numbers.getOrDefault(name, 0L))
                .sum();
        return numbers.containsKey("rd_total_times") ? all.busy(Duration.ofNanos(busy)) : all;
    }
}
