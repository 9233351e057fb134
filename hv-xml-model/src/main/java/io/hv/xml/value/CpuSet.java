package io.hv.xml.value;

import java.util.BitSet;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A set of small numbers: processors of the host or of the guest, or NUMA nodes. Written as {@code 0-3,^2,8}: ranges and
 * numbers, and behind a circumflex what is left out of what stands before it. Immutable.
 */
public final class CpuSet {

    /** More than any machine has; a hostile document makes no larger sets. */
    private static final int MAX = 65_535;

    private static final Pattern PART = Pattern.compile("(\\^?)(\\d{1,9})(?:-(\\d{1,9}))?");

    private final BitSet members;

    private CpuSet(BitSet members) {
        this.members = members;
    }

    /** Those numbers, each 0 to 65,535. */
    public static CpuSet of(int... members) {
        BitSet set = new BitSet();
        for (int each : members) {
            set.set(check(each));
        }
        return new CpuSet(set);
    }

    /** All numbers from the first to the last, both included, each 0 to 65,535. */
    public static CpuSet range(int first, int last) {
        if (check(first) > check(last)) {
            throw new IllegalArgumentException("a range ends behind its beginning: " + first + "-" + last);
        }
        BitSet set = new BitSet();
        set.set(first, last + 1);
        return new CpuSet(set);
    }

    /**
     * Reads libvirt's notation.
     *
     * @throws IllegalArgumentException if it is none, or a number is beyond 65,535
     */
    public static CpuSet parse(String text) {
        BitSet set = new BitSet();
        for (String each : text.split(",", -1)) {
            Matcher part = PART.matcher(each.strip());
            if (!part.matches() || (!part.group(1).isEmpty() && part.group(3) != null)) {
                throw new IllegalArgumentException("not a set of numbers: '" + text + "'; write for example 0-3,8");
            }
            int first = check(Integer.parseInt(part.group(2)));
            int last = part.group(3) == null ? first : check(Integer.parseInt(part.group(3)));
            if (last < first) {
                throw new IllegalArgumentException("a range ends behind its beginning: '" + text + "'");
            }
            set.set(first, last + 1, part.group(1).isEmpty());
        }
        return new CpuSet(set);
    }

    private static int check(int member) {
        if (member < 0 || member > MAX) {
            throw new IllegalArgumentException("a number of 0 to " + MAX + " is wanted, not " + member);
        }
        return member;
    }

    /** Whether a number is in it. */
    public boolean contains(int member) {
        return member >= 0 && members.get(member);
    }

    /** How many there are. */
    public int size() {
        return members.cardinality();
    }

    /** All of them, ascending. */
    public IntStream stream() {
        return members.stream();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CpuSet set && members.equals(set.members);
    }

    @Override
    public int hashCode() {
        return Objects.hash(members);
    }

    /** As libvirt writes it: ranges and numbers, ascending; empty for none. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int first = members.nextSetBit(0); first >= 0; ) {
            int last = members.nextClearBit(first) - 1;
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (last > first) {
                text.append('-').append(last);
            }
            first = members.nextSetBit(last + 1);
        }
        return text.toString();
    }
}
