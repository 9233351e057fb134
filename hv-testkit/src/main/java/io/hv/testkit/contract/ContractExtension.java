package io.hv.testkit.contract;

import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Runs a {@link Contract}: finds the backend, hands out a {@link Bench} and clears it away, knows the gaps, and says why
 * a contract was skipped.
 */
public final class ContractExtension
        implements ExecutionCondition, ParameterResolver, InvocationInterceptor, TestWatcher {

    private static final Namespace NAMESPACE = Namespace.create(ContractExtension.class);
    private static final System.Logger LOG = System.getLogger("io.hv.testkit");

    /** For JUnit, which creates it. */
    public ContractExtension() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> why = backend(context).unavailable();
        if (why.isEmpty() && context.getTestMethod().isPresent()) {
            why = gap(context).filter(KnownGap::isSometimes).map(gap -> "known gap: " + gap.reason());
        }
        return why.map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("the backend can be tested here"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Bench.class;
    }

    /** The store closes the bench when the test is over. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(Bench.class, key -> new Bench(backend(context)), Bench.class);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, context);
    }

    private static void run(Invocation<@Nullable Void> invocation, ExtensionContext context) throws Throwable {
        Optional<KnownGap> gap = gap(context);
        if (gap.isEmpty()) {
            invocation.proceed();
            return;
        }
        try {
            invocation.proceed();
        } catch (TestAbortedException skipped) {
            throw skipped;
        } catch (Exception | AssertionError failure) {
            throw new TestAbortedException("known gap: " + gap.get().reason(), failure);
        }
        throw new AssertionFailedError(contractName(context) + " holds; take it off the known gaps of "
                + backend(context).name());
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: {1} skipped: {2}",
                backend(context).name(),
                contractName(context),
                cause == null ? "no reason given" : cause.getMessage());
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: {1} skipped: {2}",
                backend(context).name(),
                contractName(context),
                reason.orElse("no reason given"));
    }

    private static Optional<KnownGap> gap(ExtensionContext context) {
        String contract = contractName(context);
        return backend(context).knownGaps().stream()
                .filter(gap -> gap.contract().equals(contract))
                .findFirst();
    }

    /** Class and method; and the display name in brackets, for one of several runs of a method. */
    static String contractName(ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName()
                + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
        return isOneOfSeveral(context) ? name + "[" + context.getDisplayName() + "]" : name;
    }

    private static boolean isOneOfSeveral(ExtensionContext context) {
        return context.getUniqueId().contains("-invocation:");
    }

    private static BackendUnderTest backend(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(BackendUnderTest.class, key -> create(context), BackendUnderTest.class);
    }

    private static BackendUnderTest create(ExtensionContext context) {
        String name = context.getConfigurationParameter(BackendUnderTest.KEY)
                .orElseThrow(() -> new IllegalStateException("no backend to test: the suite sets the configuration"
                        + " parameter " + BackendUnderTest.KEY + " to the name of a class"));
        return Backends.named(name);
    }
}
