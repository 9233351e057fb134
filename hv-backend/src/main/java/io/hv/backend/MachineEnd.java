package io.hv.backend;

import io.hv.CrashReport;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.StateReason;
import java.util.Optional;

/**
 * How a machine ended by itself.
 *
 * @param status the domain's status from now on
 * @param crash what is known of the crash, where it was one
 */
public record MachineEnd(DomainStatus status, Optional<CrashReport> crash) {

    /** The guest shut itself down. */
    public static MachineEnd shutDown() {
        return new MachineEnd(DomainStatus.of(DomainState.SHUTOFF, StateReason.SHUT_DOWN), Optional.empty());
    }

    /** The host failed to run it on. */
    public static MachineEnd failed() {
        return new MachineEnd(DomainStatus.of(DomainState.SHUTOFF, StateReason.FAILED), Optional.empty());
    }

    /** The guest crashed. */
    public static MachineEnd crashed(CrashReport report) {
        return new MachineEnd(DomainStatus.of(DomainState.CRASHED, StateReason.CRASHED), Optional.of(report));
    }
}
