package io.hv.kvm;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Some of the host's processors, by the kernel's numbers. Immutable; equal to others of the same processors. */
public final class HostCpus {

    /** The greatest number that a processor can have. */
    public static final int MOST = 8191;

    private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

    private final SortedSet<Integer> numbers;

    private HostCpus(Collection<Integer> numbers) {
        SortedSet<Integer> sorted = new TreeSet<>(numbers);
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("a vCPU needs a CPU of the host's");
        }
        requireNumber(sorted.first());
        requireNumber(sorted.last());
        this.numbers = Collections.unmodifiableSortedSet(sorted);
    }

    private static void requireNumber(int number) {
        if (number < 0 || number > MOST) {
            throw new IllegalArgumentException(
                    "a CPU of the host's has a number from 0 to " + MOST + ", not " + number);
        }
    }

    /**
     * Those with these numbers.
     *
     * @throws IllegalArgumentException if there is none, or one is not 0 to {@value #MOST}
     */
    public static HostCpus of(Collection<Integer> numbers) {
        return new HostCpus(numbers);
    }

    /**
     * Those from one number to another.
     *
     * @throws IllegalArgumentException if there is none between, or one is not 0 to {@value #MOST}
     */
    public static HostCpus range(int first, int last) {
        requireNumber(first);
        requireNumber(last);
        SortedSet<Integer> numbers = new TreeSet<>();
        for (int each = first; each <= last; each++) {
            numbers.add(each);
        }
        return new HostCpus(numbers);
    }

    /**
     * Those of a list as Linux writes it (cpuset(7), "List format"), for example {@code 0-3,8}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static HostCpus parse(String list) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (String part : list.split(",", -1)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                throw new IllegalArgumentException("a list of CPUs is such as 0-3,8, and not '" + list + "'");
            }
            String end = range.group(2);
            int first = Integer.parseInt(range.group(1));
            numbers.addAll(
                    range(first, end == null ? first : Integer.parseInt(end)).numbers());
        }
        return new HostCpus(numbers);
    }

    /** Their numbers, from the smallest on; at least one. */
    public SortedSet<Integer> numbers() {
        return numbers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostCpus that && numbers.equals(that.numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    /** As {@link #parse} reads it, in the shortest way. */
    @Override
    public String toString() {
        StringJoiner list = new StringJoiner(",");
        int first = numbers.first();
        int last = first;
        for (int each : numbers.tailSet(first + 1)) {
            if (each != last + 1) {
                list.add(text(first, last));
                first = each;
            }
            last = each;
        }
        return list.add(text(first, last)).toString();
    }

    private static String text(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
