package io.hv.mem.mutant;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.hv.testkit.contract.BackendUnderTest;
import io.hv.testkit.contract.CoreContracts;
import io.hv.testkit.contract.OwnerContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.suite.api.SelectClasses;

/**
 * The contracts tested by what must not pass them: every {@link Mutant} fails one. The table {@code docs/mutants.md} says
 * which; the property {@code hv.mutants.write=true} writes it anew.
 */
class MutantsTest {

    private static final Path TABLE = Path.of("..", "docs", "mutants.md");

    @Test
    void everyMutantIsCaught() throws Exception {
        Map<Mutant, Set<String>> caught = runAll();
        assertEquals(Set.of(), caught.remove(Mutant.NONE), "the wrapping alone must not fail a contract");
        assertEquals(
                "",
                caught.entrySet().stream()
                        .filter(entry -> entry.getValue().isEmpty())
                        .map(entry -> entry.getKey().name())
                        .collect(joining(", ")),
                "mutants that no contract catches");
        if (Boolean.getBoolean("hv.mutants.write")) {
            // Only what catches a mutant every time belongs into the table.
            for (int i = 0; i < 2; i++) {
                runAll().forEach((mutant, contracts) -> caught.computeIfPresent(mutant, (key, before) -> {
                    before.retainAll(contracts);
                    return before;
                }));
            }
            Files.writeString(TABLE, MutantTable.render(caught));
        }
        MutantTable.compare(Files.readString(TABLE), caught);
    }

    /** Several at a time: a mutant mostly waits for what never comes. The unbroken one goes first, and alone. */
    private static Map<Mutant, Set<String>> runAll() throws Exception {
        Map<Mutant, Set<String>> caught = new EnumMap<>(Mutant.class);
        caught.put(Mutant.NONE, failuresOf(Mutant.NONE));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Map<Mutant, Future<Set<String>>> running = new EnumMap<>(Mutant.class);
            for (Mutant mutant : EnumSet.complementOf(EnumSet.of(Mutant.NONE))) {
                running.put(mutant, pool.submit(() -> failuresOf(mutant)));
            }
            for (Map.Entry<Mutant, Future<Set<String>>> run : running.entrySet()) {
                caught.put(run.getKey(), run.getValue().get());
            }
            return caught;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Which contracts fail, by class and method. */
    private static Set<String> failuresOf(Mutant mutant) {
        MutantBackend.next(mutant);
        try {
            Set<String> failures = new TreeSet<>();
            LauncherFactory.create().execute(contracts(), new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                        failures.add(test.getSource()
                                .filter(MethodSource.class::isInstance)
                                .map(MethodSource.class::cast)
                                .map(source -> source.getJavaClass().getSimpleName() + "." + source.getMethodName())
                                .orElseThrow(() -> new IllegalStateException(
                                        "not a test that failed: " + test.getDisplayName(),
                                        result.getThrowable().orElse(null))));
                    }
                }
            });
            return failures;
        } finally {
            MutantBackend.next(Mutant.NONE);
        }
    }

    /** All core contracts but the one that starts processes, which would run the same bug in a process of its own. */
    private static LauncherDiscoveryRequest contracts() {
        Class<?>[] all = CoreContracts.class.getAnnotation(SelectClasses.class).value();
        assertTrue(all.length > 10);
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(all)
                        .filter(contract -> contract != OwnerContract.class)
                        .map(contract -> selectClass(contract))
                        .toList())
                .configurationParameter(BackendUnderTest.KEY, MutantBackend.class.getName())
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                .build();
    }

    @Test
    void thereAreManyMutants() {
        assertFalse(Mutant.values().length < 26, "at least 25 named bugs");
    }
}
