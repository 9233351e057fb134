package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Host;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process that is killed leaves no transient domain behind, and nothing else. */
@Contract
public class OwnerContract {

    /** For JUnit, which creates it. */
    public OwnerContract() {}

    /** Killed as by SIGKILL while its transient domain runs. */
    @Test
    public void killed(Bench bench) throws Exception {
        bench.needs(Feature.TRANSIENT);
        DomainSpec spec = bench.idle();
        Set<String> before = bench.backend().traces();
        Process owner = new ProcessBuilder(command(bench, spec.name()))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = owner.inputReader(StandardCharsets.UTF_8)) {
            Call<String> said = bench.async(() -> untilItRuns(output));
            String text = said.get(bench.patience(), "the owner's domain runs");
            assertTrue(text.endsWith(OwnerProgram.RUNNING), () -> "the owner ended, and said: " + text);
        } finally {
            owner.destroyForcibly();
        }
        assertTrue(owner.waitFor(bench.patience().toMillis(), TimeUnit.MILLISECONDS), "the owner is dead");
        try (Host host = bench.backend().open(bench.uri())) {
            Waits.until(
                    () -> host.findDomain(spec.name()).isEmpty(),
                    bench.patience(),
                    () -> "the host forgets the dead owner's domain");
            assertFalse(host.domains().stream().anyMatch(domain -> domain.name().equals(spec.name())));
        }
        assertEquals(before, bench.backend().traces(), "what is left of the dead owner's domain");
    }

    private static String untilItRuns(BufferedReader output) throws java.io.IOException {
        StringBuilder said = new StringBuilder();
        String line = output.readLine();
        while (line != null) {
            said.append(line);
            if (line.equals(OwnerProgram.RUNNING)) {
                return said.toString();
            }
            said.append('\n');
            line = output.readLine();
        }
        return said.toString();
    }

    private static List<String> command(Bench bench, String name) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xshare:auto");
        command.addAll(bench.backend().javaOptions());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(OwnerProgram.class.getName());
        command.add(bench.backend().getClass().getName());
        command.add(bench.uri());
        command.add(name);
        return command;
    }
}
