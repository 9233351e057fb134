package paper;

import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.SpecFault;
import io.hv.backend.ConsoleBuffer;
import io.hv.backend.FeatureTable;
import io.hv.backend.Machine;
import io.hv.backend.MachineFactory;
import io.hv.backend.MachineListener;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Machines that play their life cycle; all else of a host is hv-backend's. */
final class PaperFactory implements MachineFactory {

    private static final Set<Feature> FEATURES = Set.of(
            Feature.DEFINE,
            Feature.TRANSIENT,
            Feature.START_PAUSED,
            Feature.SUSPEND,
            Feature.SHUTDOWN,
            Feature.RESET,
            Feature.EVENTS,
            Feature.CONSOLE);

    @Override
    public FeatureTable features() {
        return FeatureTable.of("paper", FEATURES);
    }

    @Override
    public List<SpecFault> check(DomainSpec spec) {
        return List.of();
    }

    @Override
    public Machine create(DomainSpec spec, UUID uuid, ConsoleBuffer console, MachineListener listener) {
        return new PaperMachine(spec.options(PaperNote.class).orElse(PaperNote.QUIET), console, listener);
    }

    @Override
    public void close() {
        // Paper holds nothing.
    }
}
