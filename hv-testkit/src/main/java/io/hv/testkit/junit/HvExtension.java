package io.hv.testkit.junit;

import io.hv.Domain;
import io.hv.TransientDomain;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** What is behind {@link HvTest}. */
public final class HvExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {

    /** For JUnit, which creates it. */
    public HvExtension() {}

    // ---- whether it can run

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return lacks(context)
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("there is a host that can run it"));
    }

    private static Optional<String> lacks(ExtensionContext context) {
        if (context.getTestClass().isEmpty()) {
            return Optional.empty();
        }
        Declared declared = Declared.of(context);
        Run run = Run.of(context);
        String uri = declared.hvTest().uri();
        Optional<String> unavailable = run.unavailable(uri);
        if (unavailable.isPresent() || context.getTestMethod().isEmpty()) {
            // Which golden machines there are is asked only for tests that nothing else disables.
            return unavailable;
        }
        return declared.needs(context.getRequiredTestMethod()).stream()
                .flatMap(fresh -> run.lacks(uri, declared.golden(fresh, run)).stream())
                .findFirst();
    }

    // ---- its machines

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(Fresh.class);
    }

    @Override
    public TransientDomain resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type != Domain.class && type != TransientDomain.class) {
            throw new ParameterResolutionException(
                    "a @Fresh parameter is a Domain or a TransientDomain, not a " + type.getName());
        }
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "a @Fresh machine belongs to one test: ask for it in the test's method,"
                            + " or in one for what comes before or after each");
        }
        Declared declared = Declared.of(context);
        Run run = Run.of(context);
        GoldenMachine golden =
                declared.golden(parameter.findAnnotation(Fresh.class).orElseThrow(), run);
        return Machines.of(context)
                .add(run.fresh(declared.hvTest().uri(), declared.hvTest().shared(), golden));
    }

    // ---- what is known when it fails

    /** The machines are closed after this. */
    @Override
    public void afterEach(ExtensionContext context) {
        context.getExecutionException()
                .filter(failure -> !(failure instanceof TestAbortedException))
                .ifPresent(failure -> {
                    Map<String, Map<String, String>> evidence =
                            new LinkedHashMap<>(Machines.of(context).evidence());
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        if (cause instanceof NotGoldenException golden) {
                            evidence.put(golden.name(), golden.evidence());
                        }
                    }
                    if (!evidence.isEmpty()) {
                        new Bundle(context, Run.of(context).settings().failures()).write(evidence, failure);
                    }
                });
    }
}
