package io.hv.kvm;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of the host's CPUs the vCPUs may run on: some for each vCPU that has none of its own, and those of its own.
 * Immutable; each method that sets something returns a new value.
 */
public final class VcpuAffinity {

    private static final Pattern OWN = Pattern.compile("(\\d{1,4}):(.*)");
    private static final VcpuAffinity NONE = new VcpuAffinity(null, new TreeMap<>());

    private final @Nullable HostCpus common;
    private final SortedMap<Integer, HostCpus> own;

    private VcpuAffinity(@Nullable HostCpus common, SortedMap<Integer, HostCpus> own) {
        this.common = common;
        this.own = Collections.unmodifiableSortedMap(own);
    }

    /** Wherever the host's kernel has them run, of the CPUs that this process may use. */
    public static VcpuAffinity none() {
        return NONE;
    }

    /** Any of these CPUs, for each vCPU that has none of its own. */
    public VcpuAffinity every(HostCpus cpus) {
        return new VcpuAffinity(cpus, own);
    }

    /**
     * These CPUs for one vCPU.
     *
     * @param vcpu from 0
     * @throws IllegalArgumentException if no vCPU can have such a number
     */
    public VcpuAffinity vcpu(int vcpu, HostCpus cpus) {
        if (vcpu < 0 || vcpu > HostCpus.MOST) {
            throw new IllegalArgumentException("a vCPU has a number from 0 on, not " + vcpu);
        }
        SortedMap<Integer, HostCpus> more = new TreeMap<>(own);
        more.put(vcpu, cpus);
        return new VcpuAffinity(common, more);
    }

    /**
     * What {@link #toString()} wrote, for example {@code 0-3 0:1 1:2}; nothing is {@link #none()}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static VcpuAffinity parse(String text) {
        VcpuAffinity all = NONE;
        for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            Matcher pin = OWN.matcher(word);
            if (pin.matches()) {
                int vcpu = Integer.parseInt(pin.group(1));
                if (all.own.containsKey(vcpu)) {
                    throw new IllegalArgumentException("vCPU " + vcpu + " twice in '" + text + "'");
                }
                all = all.vcpu(vcpu, HostCpus.parse(pin.group(2)));
            } else if (all.common == null && all.own.isEmpty()) {
                all = all.every(HostCpus.parse(word));
            } else {
                throw new IllegalArgumentException("an affinity is such as 0-3 0:1 1:2, and not '" + text + "'");
            }
        }
        return all;
    }

    /** Whether it says nothing. */
    public boolean isNone() {
        return common == null && own.isEmpty();
    }

    /** The CPUs of one vCPU, its own or those of each; empty where nothing is said of it. */
    public Optional<HostCpus> of(int vcpu) {
        return Optional.ofNullable(own.getOrDefault(vcpu, common));
    }

    /** Those of each vCPU that has none of its own; empty where nothing is said of them. */
    public Optional<HostCpus> every() {
        return Optional.ofNullable(common);
    }

    /** Those of vCPUs that have some of their own, by the vCPUs' numbers. */
    public SortedMap<Integer, HostCpus> own() {
        return own;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VcpuAffinity that && every().equals(that.every()) && own.equals(that.own);
    }

    @Override
    public int hashCode() {
        return 31 * every().hashCode() + own.hashCode();
    }

    /** As {@link #parse} reads it: the CPUs of each, then {@code VCPU:CPUS} of those that have some of their own. */
    @Override
    public String toString() {
        StringJoiner words = new StringJoiner(" ");
        every().ifPresent(cpus -> words.add(cpus.toString()));
        own.forEach((vcpu, cpus) -> words.add(vcpu + ":" + cpus));
        return words.toString();
    }
}
