package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of known gaps itself: a gap that names no contract would hide nothing, and mislead. */
@Contract
public class GapContract {

    /** For JUnit, which creates it. */
    public GapContract() {}

    /** Every known gap names a contract that there is, and a reason. */
    @Test
    public void gapsNameContracts(Bench bench) {
        List<String> unknown = bench.backend().knownGaps().stream()
                .map(KnownGap::contract)
                .filter(contract -> !exists(contract))
                .toList();
        assertEquals(List.of(), unknown, "known gaps that name no contract");
        for (KnownGap gap : bench.backend().knownGaps()) {
            assertFalse(gap.reason().isBlank(), gap::contract);
        }
    }

    private static boolean exists(String contract) {
        int dot = contract.indexOf('.');
        int bracket = contract.indexOf('[');
        if (dot < 0) {
            return false;
        }
        String method = contract.substring(dot + 1, bracket < 0 ? contract.length() : bracket);
        try {
            Class<?> type = Class.forName(GapContract.class.getPackageName() + "." + contract.substring(0, dot));
            return Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(each -> each.getName().equals(method));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
