package io.hv.mem.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;
import org.junit.platform.testkit.engine.Events;

/** Runs classes of tests within a test, as a run of their own. */
final class Engine {

    private Engine() {}

    /** With templates in that folder. */
    static EngineTestKit.Builder on(Path templates, Class<?>... tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Arrays.stream(tests).map(each -> selectClass(each)).toList())
                .configurationParameter("hv.templates", templates.toString())
                .configurationParameter(
                        "hv.failures", templates.resolve("failures").toString());
    }

    static Events run(Path templates, Class<?>... tests) {
        return testsOf(on(templates, tests).execute());
    }

    static Events testsOf(EngineExecutionResults results) {
        return results.testEvents();
    }

    /** What tests failed with. */
    static List<Throwable> failures(Events tests) {
        List<Throwable> failures = new ArrayList<>();
        tests.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .forEach(result -> failures.add(result.getThrowable().orElseThrow()));
        return failures;
    }

    /** Why tests and classes were not run. */
    static List<String> reasons(EngineExecutionResults results) {
        return results.allEvents()
                .filter(event -> event.getType() == EventType.SKIPPED)
                .map(Engine::reason)
                .toList();
    }

    private static String reason(Event event) {
        return event.getRequiredPayload(String.class);
    }
}
