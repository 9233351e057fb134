package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.DomainSpec;
import io.hv.SpecFault;
import io.hv.kvm.KvmOptions;
import io.hv.nativeaccess.ThreadSchedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process that may not be more urgent than it is says so before it starts anything. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "nice values of threads")
@Timeout(60)
class NiceRefusalTest {

    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    /** What that process runs. */
    public static final class Main {

        private Main() {}

        /** Prints what is refused of a nice value that is one less than its own, its own, and one that is more. */
        @SuppressWarnings("SystemOut") // It is how this process talks to the test.
        public static void main(String[] args) {
            int own = ThreadSchedule.here().nice();
            for (int value : List.of(own - 1, own, own + 1)) {
                DomainSpec spec = DomainSpec.named("web")
                        .with(KvmOptions.defaults().nice(value))
                        .build();
                System.out.println(KvmScheduling.faults(spec).stream()
                        .map(SpecFault::toString)
                        .toList());
            }
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    @Test
    void whatThisProcessMayNotSetIsAFault() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PRLIMIT) && Files.isExecutable(SETPRIV), "there is no prlimit, or no setpriv");
        List<String> command = new ArrayList<>(List.of(PRLIMIT.toString(), "--nice=0:0"));
        if (isRoot()) {
            command.addAll(List.of(SETPRIV.toString(), "--inh-caps=-sys_nice", "--bounding-set=-sys_nice"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        List<String> lines = output.lines().toList();
        assertTrue(lines.get(0).startsWith("[options.nice = "), output);
        assertTrue(lines.get(0).contains("setpriority: EACCES") && lines.get(0).contains("RLIMIT_NICE"), output);
        assertEquals(List.of("[]", "[]"), lines.subList(1, lines.size()), output);
    }
}
