package io.hv.sketch;

import io.hv.DomainSpec;
import io.hv.Job;
import io.hv.SpecFault;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What a conversion would do. Immutable; each method that sets something returns a new plan. */
public interface ConversionPlan {

    /** With another name, more memory, ... */
    ConversionPlan edit(Consumer<DomainSpec.Builder> change);

    /** With a trial boot on throwaway disks at the end: not ready in time is a failed conversion. */
    ConversionPlan verify(Readiness readiness, Duration timeout);

    /** Every change inside the guest, in a sentence each. */
    List<String> changes();

    /** Every device that will not be there, and everything else that is different afterwards. */
    List<SpecFault> losses();

    /** Does it. What a job that failed or was cancelled has copied is used by the next one. */
    Job<Domain> run();
}
