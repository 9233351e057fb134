package paper;

import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.testkit.contract.BackendUnderTest;
import io.hv.testkit.contract.GuestKind;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

public class PaperBackend implements BackendUnderTest {
    public String name() {
        return "paper";
    }
    public String freshUri() {
        return "paper:///" + UUID.randomUUID();
    }
    public Set<Feature> claims() {
        return Set.of(Feature.DEFINE, Feature.TRANSIENT, Feature.START_PAUSED, Feature.SUSPEND,
                Feature.SHUTDOWN, Feature.RESET, Feature.EVENTS, Feature.CONSOLE);
    }
    public Optional<DomainSpec> guest(GuestKind kind, String name) {
        DomainSpec quiet = DomainSpec.named(name).build();
        return switch (kind) {
            case IDLE, POLITE -> Optional.of(quiet);
            case DEAF -> Optional.of(quiet.with(new PaperNote("", false)));
            case TALKER -> Optional.of(quiet.with(new PaperNote(GuestKind.GREETING, true)));
            default -> Optional.empty();
        };
    }
}
