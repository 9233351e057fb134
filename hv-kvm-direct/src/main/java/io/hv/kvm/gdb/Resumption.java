package io.hv.kvm.gdb;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the guest is to go on. Where vCPUs are to step, only these run: a step of one must not let the others run away.
 *
 * @param stepping the vCPUs that execute one instruction
 * @param running the vCPUs that run; of no account while one steps
 */
record Resumption(Set<Integer> stepping, Set<Integer> running) {

    /** Copies the sets. */
    Resumption {
        stepping = Set.copyOf(stepping);
        running = Set.copyOf(running);
    }

    boolean isStep() {
        return !stepping.isEmpty();
    }

    /** Whether a vCPU runs at all. */
    boolean lets(int vcpu) {
        return isStep() ? stepping.contains(vcpu) : running.contains(vcpu);
    }

    /** All run. */
    static Resumption all(int vcpus) {
        return new Resumption(Set.of(), range(vcpus));
    }

    /** One runs, or all for a number below 0. */
    static Resumption of(boolean step, int vcpu, int vcpus) {
        Set<Integer> who = vcpu < 0 ? range(vcpus) : Set.of(vcpu);
        return step ? new Resumption(who, Set.of()) : new Resumption(Set.of(), who);
    }

    private static Set<Integer> range(int vcpus) {
        Set<Integer> all = new HashSet<>();
        for (int i = 0; i < vcpus; i++) {
            all.add(i);
        }
        return all;
    }

    /**
     * Reads what follows {@code vCont}: {@code ;action[:thread]}, of which the leftmost that fits a thread counts. Signals
     * mean nothing to a machine.
     */
    static Resumption parse(Words words, int vcpus) {
        TreeMap<Integer, Character> actions = new TreeMap<>();
        while (!words.atEnd()) {
            words.skip(';');
            char action = words.next();
            if (action == 'C' || action == 'S') {
                int unused = words.small(0xff);
                action = action == 'C' ? 'c' : 's';
            }
            if (action != 'c' && action != 's') {
                throw GdbError.invalid("there is no action '" + action + "'");
            }
            int thread = words.take(':') ? words.thread() : -1;
            if (thread > vcpus) {
                throw GdbError.invalid("there is no thread " + thread);
            }
            for (int vcpu = 0; vcpu < vcpus; vcpu++) {
                if (thread <= 0 || thread == vcpu + 1) {
                    actions.putIfAbsent(vcpu, action);
                }
            }
        }
        Set<Integer> stepping = new HashSet<>();
        actions.forEach((vcpu, action) -> {
            if (action == 's') {
                stepping.add(vcpu);
            }
        });
        if (actions.isEmpty()) {
            throw GdbError.invalid("nothing is to go on");
        }
        return new Resumption(stepping, actions.keySet());
    }
}
