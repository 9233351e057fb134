package io.hv.testkit.requires;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The condition behind {@link RequiresKvm}: decides by looking at the device node, without opening it. */
public final class KvmCondition implements ExecutionCondition {

    /** For JUnit, which creates it. */
    public KvmCondition() {}

    private static final Path DEVICE = Path.of("/dev/kvm");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!Files.exists(DEVICE)) {
            return ConditionEvaluationResult.disabled(DEVICE + " does not exist on this machine");
        }
        if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
            return ConditionEvaluationResult.disabled(
                    DEVICE + " may not be opened for reading and writing by " + System.getProperty("user.name"));
        }
        return ConditionEvaluationResult.enabled(DEVICE + " can be opened");
    }
}
