package io.hv;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A spec that cannot be, or not on this host. Lists every fault, not just the first. */
public final class InvalidSpecException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    private final transient List<SpecFault> faults;

    /**
     * With all that is wrong.
     *
     * @param subject what the spec is of, for example {@code domain 'web'}
     * @param faults at least one
     */
    public InvalidSpecException(String subject, List<SpecFault> faults) {
        this(subject, faults, null);
    }

    /** With all that is wrong, and what lies beneath. */
    public InvalidSpecException(String subject, List<SpecFault> faults, @Nullable Throwable cause) {
        super(message(subject, faults), faults.size() == 1 ? faults.get(0).remedy() : "mend each of them", cause);
        this.faults = List.copyOf(faults);
    }

    private static String message(String subject, List<SpecFault> faults) {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("a spec without a fault is not invalid");
        }
        return faults.stream()
                .map(SpecFault::toString)
                .collect(Collectors.joining(
                        "; ",
                        "the spec of " + subject + " has " + faults.size()
                                + (faults.size() == 1 ? " fault: " : " faults: "),
                        ""));
    }

    /** Every fault. */
    public List<SpecFault> faults() {
        return faults;
    }
}
