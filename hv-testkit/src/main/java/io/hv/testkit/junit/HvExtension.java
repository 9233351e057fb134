package io.hv.testkit.junit;

import io.hv.Domain;
import io.hv.Host;
import io.hv.Network;
import io.hv.TransientDomain;
import io.hv.UnsupportedFeatureException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** What is behind {@link HvTest}. */
public final class HvExtension
        implements ExecutionCondition, BeforeAllCallback, BeforeEachCallback, ParameterResolver, AfterEachCallback {

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
        Optional<String> noNetwork = run.lacks(uri, declared.lans(context.getRequiredTestMethod(), run));
        if (noNetwork.isPresent()) {
            return noNetwork;
        }
        return declared.needs(context.getRequiredTestMethod()).stream()
                .flatMap(fresh -> run.lacks(uri, declared.golden(fresh, run)).stream())
                .findFirst();
    }

    // ---- its networks

    @Override
    public void beforeAll(ExtensionContext context) {
        Declared declared = Declared.of(context);
        Run run = Run.of(context);
        String uri = declared.hvTest().uri();
        List<DeclaredLan> lans = declared.lansOfClass(run);
        if (run.lacks(uri, lans).isPresent()) {
            // Each test is disabled for that reason.
            return;
        }
        Host host = run.host(uri);
        for (DeclaredLan lan : lans) {
            context.getStore(Run.NAMESPACE).put(lan.ofClass().orElseThrow(), LiveLan.start(host, lan.spec()));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Declared declared = Declared.of(context);
        Run run = Run.of(context);
        Host host = run.host(declared.hvTest().uri());
        Method test = context.getRequiredTestMethod();
        TestLans lans = TestLans.of(context);
        for (DeclaredLan lan : declared.lans(test, run)) {
            lan.ofClass()
                    .ifPresentOrElse(member -> lans.join(lan, ofClass(member, context)), () -> lans.start(lan, host));
        }
        declared.lanTypes(test, run).forEach((type, name) -> requireType(lans.network(name), type));
    }

    /** From the store of the class, which the test's own goes on to. */
    private static LiveLan ofClass(Member member, ExtensionContext context) {
        LiveLan lan = context.getStore(Run.NAMESPACE).get(member, LiveLan.class);
        if (lan == null) {
            throw new IllegalStateException("the network of " + member + " was not made before the class");
        }
        return lan;
    }

    /** Said here, it is a reason not to run the test; where parameters are resolved it would be a failure. */
    private static void requireType(Network network, Class<?> type) {
        try {
            Object unused = as(network, type);
        } catch (UnsupportedFeatureException e) {
            throw new TestAbortedException(e.getMessage(), e);
        }
    }

    private static Object as(Network network, Class<?> type) {
        return type == Network.class ? network : network.as(type);
    }

    // ---- its machines

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(Fresh.class) || parameter.isAnnotated(Lan.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "a @Fresh machine and a @Lan network belong to one test: ask for them in the test's method,"
                            + " or in one for what comes before or after each");
        }
        return parameter
                .findAnnotation(Fresh.class)
                .<Object>map(fresh -> machine(fresh, parameter.getParameter().getType(), context))
                .orElseGet(() -> network(parameter.getParameter(), context));
    }

    private static TransientDomain machine(Fresh fresh, Class<?> type, ExtensionContext context) {
        if (type != Domain.class && type != TransientDomain.class) {
            throw new ParameterResolutionException(
                    "a @Fresh parameter is a Domain or a TransientDomain, not a " + type.getName());
        }
        Declared declared = Declared.of(context);
        Run run = Run.of(context);
        GoldenMachine golden = declared.golden(fresh, run);
        String uri = declared.hvTest().uri();
        Cabling cabling = TestLans.of(context).cabling(golden);
        return Machines.of(context).add(run.fresh(uri, declared.hvTest().shared(), golden, cabling));
    }

    private static Object network(Parameter parameter, ExtensionContext context) {
        String name = Declared.of(context).lan(parameter, Run.of(context));
        return as(TestLans.of(context).network(name), parameter.getType());
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
                    Map<String, Path> captures = captures(context, failure);
                    if (!evidence.isEmpty() || !captures.isEmpty()) {
                        new Bundle(context, Run.of(context).settings().failures()).write(evidence, captures, failure);
                    }
                });
    }

    private static Map<String, Path> captures(ExtensionContext context, Throwable failure) {
        try {
            return TestLans.of(context).captured();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            return Map.of();
        }
    }
}
