package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The questions that others are asked, of which so many are open at a time, and so many of one machine's. A question for
 * which there is no room fails; one that has not been answered for long is forgotten.
 */
final class UpstreamQuestions {

    static final int MOST = 64;
    static final int MOST_OF_ONE_MAC = 16;
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final UpstreamResolver resolver;
    private final InstantSource clock;
    private final Consumer<Runnable> turns;
    private final Set<Question> open = new LinkedHashSet<>();

    /** A question; equal to no other one. */
    private static final class Question {

        final MacAddress mac;
        final Instant since;

        Question(MacAddress mac, Instant since) {
            this.mac = mac;
            this.since = since;
        }
    }

    /**
     * None is open.
     *
     * @param turns runs what an answer leads to when nothing else of this network's services runs
     */
    UpstreamQuestions(UpstreamResolver resolver, InstantSource clock, Consumer<Runnable> turns) {
        this.resolver = resolver;
        this.clock = clock;
        this.turns = turns;
    }

    void tick() {
        Instant now = clock.instant();
        Iterator<Question> each = open.iterator();
        while (each.hasNext() && !each.next().since.plus(PATIENCE).isAfter(now)) {
            each.remove();
        }
    }

    /** Asks for a name; the answer is empty where asking has failed. */
    void addresses(MacAddress mac, String name, Consumer<Optional<List<IpAddress>>> answer) {
        if (hasRoom(mac)) {
            await(mac, resolver.addresses(name), answer);
        } else {
            answer.accept(Optional.empty());
        }
    }

    /** Asks for the name of an address; the answer is empty where asking has failed. */
    void name(MacAddress mac, IpAddress address, Consumer<Optional<Optional<String>>> answer) {
        if (hasRoom(mac)) {
            await(mac, resolver.name(address), answer);
        } else {
            answer.accept(Optional.empty());
        }
    }

    private boolean hasRoom(MacAddress mac) {
        tick();
        return open.size() < MOST
                && open.stream().filter(each -> each.mac.equals(mac)).count() < MOST_OF_ONE_MAC;
    }

    private <T> void await(MacAddress mac, CompletionStage<T> stage, Consumer<Optional<T>> answer) {
        Question question = new Question(mac, clock.instant());
        open.add(question);
        CompletionStage<T> unused = stage.whenComplete((found, failure) -> turns.accept(() -> {
            if (open.remove(question)) {
                answer.accept(failure == null ? Optional.of(found) : Optional.empty());
            }
        }));
    }
}
