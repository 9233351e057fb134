package io.hv.testkit.requires;

import io.hv.testkit.guest.GuestImages;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The condition behind {@link RequiresStockLinux}: decides by the system properties and the files that they name. */
public final class StockLinuxCondition implements ExecutionCondition {

    /** For JUnit, which creates it. */
    public StockLinuxCondition() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean next = AnnotationSupport.findAnnotation(context.getElement(), RequiresStockLinux.class)
                .map(RequiresStockLinux::next)
                .orElse(false);
        String suffix = next ? ".next" : "";
        if ((next ? GuestImages.nextFromProperties() : GuestImages.fromProperties()).isPresent()) {
            return ConditionEvaluationResult.enabled("there is a stock kernel");
        }
        return ConditionEvaluationResult.disabled(GuestImages.KERNEL_PROPERTY + suffix + " and "
                + GuestImages.INITRD_PROPERTY + suffix + " do not name a stock kernel and its initramfs");
    }
}
