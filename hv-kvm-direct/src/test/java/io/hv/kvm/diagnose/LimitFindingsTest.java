package io.hv.kvm.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Finding;
import io.hv.Finding.Severity;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitFindingsTest {

    private static final long GIB = 1L << 30;

    private MadeUp machine = new MadeUp(Path.of("none"));

    @BeforeEach
    void anEmptyMachine(@TempDir Path root) {
        machine = new MadeUp(root);
    }

    private Finding find(String id, long heap) {
        return MadeUp.find(LimitFindings.of(machine.around("Linux", "amd64", heap)), id);
    }

    private static String limits(String files) {
        return "Limit                     Soft Limit           Hard Limit           Units     \n"
                + "Max processes             96365                96365                processes \n"
                + "Max open files            " + files + "                20000                files     \n";
    }

    @Test
    void openFilesAreCountedInMachines() {
        machine.with("/proc/self/limits", limits("20000"))
                .with("/proc/self/fd/0", "")
                .with("/proc/self/fd/1", "");
        Finding many = find("open-files", GIB);
        assertEquals(Severity.OK, many.severity());
        assertEquals("2 of 20000 are open; the rest is enough for about 1249 machines of one vCPU", many.found());
        machine.with("/proc/self/limits", limits("64"));
        Finding few = find("open-files", GIB);
        assertEquals(Severity.WARNING, few.severity());
        assertTrue(few.found().contains("about 3 machines"), few.toString());
        assertTrue(few.remedy().contains("ulimit -n"), few.toString());
    }

    @Test
    void openFilesWithoutALimit() {
        machine.with("/proc/self/limits", limits("unlimited"));
        assertEquals(Severity.OK, find("open-files", GIB).severity());
    }

    @Test
    void memoryThatIsFreeLessTheHeap() {
        machine.with("/proc/meminfo", "MemTotal:       16000000 kB\nMemAvailable:    4194304 kB\n");
        Finding enough = find("memory", GIB);
        assertEquals(Severity.OK, enough.severity());
        assertTrue(enough.found().contains("4096 MiB available"), enough.toString());
        assertTrue(enough.found().contains("leaves 3072 MiB"), enough.toString());
        Finding little = find("memory", 4 * GIB);
        assertEquals(Severity.WARNING, little.severity());
        assertTrue(little.found().contains("leaves 0 MiB"), little.toString());
        assertTrue(little.remedy().contains("-Xmx"), little.toString());
    }

    /** The limit may be of a group above, and a container sees its own as the root. */
    @ParameterizedTest
    @CsvSource({
        "0::/a/b,/sys/fs/cgroup/a/b/memory.max",
        "0::/a/b,/sys/fs/cgroup/a/memory.max",
        "0::/a/b,/sys/fs/cgroup/memory.max",
        "0::/,/sys/fs/cgroup/memory.max",
        "4:memory:/x/y,/sys/fs/cgroup/memory/x/memory.limit_in_bytes",
        "'4:cpu,memory:/x',/sys/fs/cgroup/memory/memory.limit_in_bytes"
    })
    void memoryByTheControlGroup(String group, String file) {
        machine.with("/proc/self/cgroup", "9:name=systemd:/\n" + group + "\n")
                .with("/proc/meminfo", "MemAvailable:    41943040 kB\n")
                .with(file, (GIB + (100 << 20)) + "\n");
        Finding memory = find("memory", GIB);
        assertEquals(Severity.WARNING, memory.severity());
        assertTrue(memory.found().contains("1124 MiB by the control group's limit"), memory.toString());
        assertTrue(memory.found().contains("leaves 100 MiB"), memory.toString());
    }

    @Test
    void theLowestLimitCounts() {
        machine.with("/proc/self/cgroup", "0::/a/b\n")
                .with("/sys/fs/cgroup/a/b/memory.max", "max\n")
                .with("/sys/fs/cgroup/a/memory.max", Long.toString(8 * GIB))
                .with("/sys/fs/cgroup/memory.max", Long.toString(2 * GIB));
        assertTrue(find("memory", GIB).found().contains("2048 MiB by the control group"));
    }

    @ParameterizedTest
    @CsvSource({
        "always within_size advise [never] deny force,NOTE",
        "always within_size [advise] never deny force,NOTE",
        "always [within_size] advise never deny force,OK",
        "[always] within_size advise never deny force,OK"
    })
    void hugePages(String text, Severity severity) {
        machine.with("/sys/kernel/mm/transparent_hugepage/shmem_enabled", text + "\n");
        Finding pages = find("shmem-huge-pages", GIB);
        assertEquals(severity, pages.severity());
        assertEquals(severity == Severity.NOTE, pages.remedy().contains("within_size"), pages.toString());
    }

    @Test
    void whatIsNotThereIsNoFault() {
        for (Finding finding : LimitFindings.of(machine.around())) {
            assertEquals(Severity.OK, finding.severity(), finding.toString());
        }
    }
}
