package io.hv.testkit.junit;

import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import io.hv.Feature;
import io.hv.NicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A machine, and how far to bring it before it is forked for each test. A value: what has to be done is said in words that do,
 * in their order, so that a template can be found again by what it was made of. Immutable; each method that adds something
 * returns a new value.
 *
 * @see Golden
 */
public final class GoldenMachine {

    private final DomainSpec spec;
    private final List<Step> steps;
    private final Set<Feature> needs;
    private final List<ExecSpec> joining;

    private GoldenMachine(DomainSpec spec, List<Step> steps, Set<Feature> needs, List<ExecSpec> joining) {
        this.spec = spec;
        this.steps = List.copyOf(steps);
        this.needs = Set.copyOf(needs);
        this.joining = List.copyOf(joining);
    }

    /**
     * This machine, from its first instruction on. Its name is the stem of the names that machines of tests have. Its disks
     * are {@link DiskSpec#throwaway()} if they can be written to, whatever the spec says: no test changes an image, and two
     * can run at once.
     */
    public static GoldenMachine of(DomainSpec spec) {
        List<DiskSpec> disks = spec.disks().stream()
                .map(disk -> disk.isReadOnly() ? disk : disk.throwaway())
                .toList();
        return new GoldenMachine(spec.edit(builder -> builder.disks(disks)), List.of(), Set.of(), List.of());
    }

    /** Then wait for that. What was waited for on the console before, or typed, lies behind. */
    public GoldenMachine ready(Readiness readiness, Duration timeout) {
        return and(new Step.Ready(readiness, timeout), readiness.needs());
    }

    /** Then type this on the console, as UTF-8. */
    public GoldenMachine types(String text) {
        return and(new Step.Types(text), Set.of(Feature.CONSOLE));
    }

    /** Then wait for this text on the console, behind what was waited for there before. */
    public GoldenMachine expects(String text, Duration timeout) {
        return ready(Readiness.console(text), timeout);
    }

    /**
     * Only on hosts that have these; elsewhere its tests are disabled. {@link Feature#STOCK_GUESTS}, for example, for a
     * distribution's kernel: a host that boots small guests need not be able to.
     */
    public GoldenMachine needs(Feature... features) {
        Set<Feature> all = new LinkedHashSet<>(needs);
        all.addAll(List.of(features));
        return new GoldenMachine(spec, steps, all, joining);
    }

    /**
     * In each machine of a test that has cards on a {@link Lan}, run this by the agent when its cards are its own: a client of
     * DHCP, for example, where the guest starts none for a card that comes while it runs. Several run one after the other. A
     * test whose program fails fails with what it said. No part of what makes a machine golden: a template stays.
     *
     * @param program with its own timeout; the agent has answered before where {@link Readiness#agent()} is waited for
     */
    public GoldenMachine joins(ExecSpec program) {
        List<ExecSpec> more = new ArrayList<>(joining);
        more.add(program);
        return new GoldenMachine(spec, steps, needs, more).needs(Feature.AGENT);
    }

    private GoldenMachine and(Step step, Set<Feature> needed) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new GoldenMachine(spec, more, needs, joining).needs(needed.toArray(Feature[]::new));
    }

    /** The machine, with disks as {@link #of} says. */
    public DomainSpec spec() {
        return spec;
    }

    /** What a host must be able to do for it. */
    public Set<Feature> needs() {
        return needs;
    }

    /** The steps' texts, in order. */
    List<String> texts() {
        return steps.stream().map(Step::text).toList();
    }

    /** Brings a machine that has just been started so far. */
    void bring(Domain domain) {
        talk(domain, dialogue -> steps.forEach(step -> step.run(dialogue)));
    }

    /** Waits for what has to be waited for again with each clone. */
    void meet(Domain clone) {
        steps.forEach(step -> step.meet(clone));
    }

    /** Runs what is to be run when its cards are its own. */
    void join(Domain machine) {
        for (ExecSpec program : joining) {
            ExecResult result = machine.agent().within(program.timeout()).exec(program);
            if (!result.isSuccess()) {
                throw new IllegalStateException("'" + machine.name() + "' did not join its networks: " + program
                        + " gave " + result + "\n" + result.outputText() + result.errorsText());
            }
        }
    }

    /** How long its guest may take to answer, where its agent is waited for. */
    Optional<Duration> patienceWithAgent() {
        return steps.stream().flatMap(step -> step.agentPatience().stream()).reduce((a, b) -> b);
    }

    /** The same with cards on other networks, by the names of those that they are on. */
    GoldenMachine on(Map<String, String> networks) {
        List<NicSpec> nics = spec.nics().stream()
                .map(nic -> nic.network()
                        .map(networks::get)
                        .map(name -> nic.network(name))
                        .orElse(nic))
                .toList();
        return new GoldenMachine(spec.edit(builder -> builder.nics(nics)), steps, needs, joining);
    }

    private static void talk(Domain domain, Consumer<Dialogue> what) {
        try (Dialogue dialogue = new Dialogue(domain)) {
            what.accept(dialogue);
        }
    }

    @Override
    public String toString() {
        return spec + ", " + texts();
    }
}
