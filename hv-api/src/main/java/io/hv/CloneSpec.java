package io.hv;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What clones are to be made of a machine. Immutable; each method that sets something returns a new value.
 *
 * @see Domain#cloneAs(CloneSpec)
 */
public final class CloneSpec {

    private static final Pattern NUMBER = Pattern.compile("%d");

    private final int count;
    private final Optional<String> naming;
    private final boolean paused;
    private final Map<String, String> networks;

    private CloneSpec(int count, Optional<String> naming, boolean paused, Map<String, String> networks) {
        this.count = count;
        this.naming = naming;
        this.paused = paused;
        this.networks = networks;
    }

    /**
     * One live clone: a machine that goes on from the very moment at which the original is, with its memory, its devices and
     * its disks, and from then on shares nothing with it that either could change.
     */
    public static CloneSpec live() {
        return new CloneSpec(1, Optional.empty(), false, Map.of());
    }

    /**
     * So many of them, all of one moment.
     *
     * @param clones 1 or more
     */
    public CloneSpec count(int clones) {
        if (clones < 1) {
            throw new IllegalArgumentException("1 clone or more, not " + clones);
        }
        return new CloneSpec(clones, naming, paused, networks);
    }

    /**
     * With names by this pattern, in which {@code %d} stands for 1, 2, 3, ... Where nothing is said, the host takes names
     * that are free: the original's, a dash, and a number.
     *
     * @param pattern with one {@code %d}; without any if there is to be one clone only
     */
    public CloneSpec naming(String pattern) {
        return new CloneSpec(count, Optional.of(pattern), paused, networks);
    }

    /** The clones stand still until they are resumed; else they run if the original does, or was saved running. */
    public CloneSpec paused() {
        return new CloneSpec(count, naming, true, networks);
    }

    /**
     * The clones' cards are on another network of the host's: those that the original, as it is or was saved, has on the
     * one. That network need not be there any more; the other must be active. What the guest has in its memory, its
     * addresses among them, is as it was.
     *
     * @param original the name of a network that a card of the original is on, else making clones fails with an
     *     {@link InvalidSpecException}; of two with one name the last counts
     * @param clones the name of the network for the clones
     */
    public CloneSpec network(String original, String clones) {
        Map<String, String> more = new LinkedHashMap<>(networks);
        String unused = more.put(Objects.requireNonNull(original), Objects.requireNonNull(clones));
        return new CloneSpec(count, naming, paused, Collections.unmodifiableMap(more));
    }

    /** How many. */
    public int count() {
        return count;
    }

    /** The pattern of their names, if there is one. */
    public Optional<String> naming() {
        return naming;
    }

    /** Whether they stand still at first. */
    public boolean isPaused() {
        return paused;
    }

    /** The names of the clones' networks, by those of the original's. */
    public Map<String, String> networks() {
        return networks;
    }

    /**
     * The cards that clones have.
     *
     * @param original those of the original
     * @return the same ones, each on the network that it is to be on
     * @throws InvalidSpecException if none of them is on a network that {@link #network} names
     */
    public List<NicSpec> nics(List<NicSpec> original) {
        List<SpecFault> faults = networks.keySet().stream()
                .filter(name -> original.stream()
                        .noneMatch(nic -> nic.network().filter(name::equals).isPresent()))
                .map(name -> SpecFault.of(
                        "network", name, "no card of the original is on it", "name one that its cards are on"))
                .toList();
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("the clones", faults);
        }
        return original.stream()
                .map(nic -> nic.network()
                        .map(networks::get)
                        .map(name -> nic.network(name))
                        .orElse(nic))
                .toList();
    }

    /**
     * The names by the pattern.
     *
     * @return nothing where there is no pattern
     * @throws InvalidSpecException if the pattern does not give each clone a name of its own, or not a legal one
     */
    public List<String> names() {
        if (naming.isEmpty()) {
            return List.of();
        }
        String pattern = naming.get();
        long numbers = NUMBER.matcher(pattern).results().count();
        if (numbers > 1 || (numbers == 0 && count > 1)) {
            throw new InvalidSpecException(
                    "the clones",
                    List.of(SpecFault.of(
                            "naming",
                            pattern,
                            numbers > 1 ? "it has more than one %d" : "all clones would have one name",
                            "use one %d, for example web-%d")));
        }
        List<String> names = IntStream.rangeClosed(1, count)
                .mapToObj(number -> NUMBER.matcher(pattern).replaceAll(Integer.toString(number)))
                .toList();
        List<SpecFault> faults =
                names.stream().flatMap(name -> DomainName.check(name).stream()).toList();
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("the clones", faults);
        }
        return names;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CloneSpec that
                && count == that.count
                && naming.equals(that.naming)
                && paused == that.paused
                && networks.equals(that.networks);
    }

    @Override
    public int hashCode() {
        return Objects.hash(count, naming, paused, networks);
    }

    @Override
    public String toString() {
        return count
                + (count == 1 ? " live clone" : " live clones")
                + naming.map(pattern -> " named '" + pattern + "'").orElse("")
                + (paused ? ", paused" : "")
                + (networks.isEmpty() ? "" : ", on networks " + networks);
    }
}
