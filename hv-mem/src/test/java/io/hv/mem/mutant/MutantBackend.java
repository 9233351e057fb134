package io.hv.mem.mutant;

import io.hv.Feature;
import io.hv.Host;
import io.hv.mem.contract.MemBackend;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The backend that the contracts meet when they are tested themselves: {@code mem:///} with the bug of the day. */
public final class MutantBackend extends MemBackend {

    /**
     * The bug of the run on this thread. Contracts find their backend by its class's name, so it cannot be given to the
     * constructor.
     */
    private static final ThreadLocal<Mutant> OF_THE_RUN = ThreadLocal.withInitial(() -> Mutant.NONE);

    private final Mutant mutant = OF_THE_RUN.get();
    private final Bug bug = mutant.bug();

    static void next(Mutant mutant) {
        OF_THE_RUN.set(mutant);
    }

    /** Names the list of required features, which must not fail a mutant only because it claims fewer. */
    @Override
    public String name() {
        return mutant.lacks()
                .or(mutant::hides)
                .map(feature -> "mem-without-" + feature)
                .orElseGet(super::name);
    }

    @Override
    public String freshUri() {
        return mutant.lacks()
                .map(feature -> super.freshUri() + "?without=" + feature)
                .orElseGet(super::freshUri);
    }

    @Override
    public Host open(String uri) {
        return MutantHost.of(Host.open(mutant.uri(uri)), bug);
    }

    @Override
    public Set<Feature> claims() {
        Set<Feature> claims = new HashSet<>(super.claims());
        mutant.lacks().ifPresent(claims::remove);
        mutant.hides().ifPresent(claims::remove);
        return claims;
    }

    /** Short: a mutant uses it up, on purpose, again and again. */
    @Override
    public Duration patience() {
        return mutant == Mutant.NONE ? super.patience() : Duration.ofMillis(500);
    }

    @Override
    public Duration blink() {
        return Duration.ofMillis(40);
    }
}
