package io.hv.mem.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The table of mutants in the documentation. */
final class MutantTable {

    private static final String HEAD = """
            # Mutants

            The contracts of hv-testkit are tests, and tests can be blind. So they are tested too: a wrapper around
            `mem:///` has one named bug at a time, and at least one contract must fail for each. The unbroken wrapper
            passes them all. `MutantsTest` in hv-mem runs this, and wrote this table
            (`mvn -pl hv-mem -am verify -Dtest=MutantsTest -Dsurefire.failIfNoSpecifiedTests=false -Dhv.mutants.write=true`).

            | Mutant | What it breaks | Contracts that catch it |
            |---|---|---|
            """;

    private MutantTable() {}

    static String render(Map<Mutant, Set<String>> caught) {
        StringBuilder table = new StringBuilder(HEAD);
        caught.forEach((mutant, contracts) -> table.append("| ")
                .append(mutant)
                .append(" | ")
                .append(mutant.breaks())
                .append(" | ")
                .append(String.join(", ", contracts))
                .append(" |\n"));
        return table.toString();
    }

    /**
     * The table names these mutants, in these words, and for each a contract that catches it still. Some of the others
     * may catch it by luck only, where it is a matter of timing, so they may differ.
     */
    static void compare(String table, Map<Mutant, Set<String>> caught) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        table.lines().filter(line -> line.matches("\\| [A-Z_]+ \\|.*")).forEach(line -> {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            rows.put(cells.get(1), cells.subList(2, 4));
        });
        assertEquals(
                caught.keySet().stream().map(Mutant::name).toList(), List.copyOf(rows.keySet()), "write docs anew");
        caught.forEach((mutant, contracts) -> {
            List<String> row = rows.get(mutant.name());
            assertEquals(mutant.breaks(), row.get(0));
            Set<String> common = new TreeSet<>(Arrays.asList(row.get(1).split(", ", -1)));
            common.retainAll(contracts);
            assertTrue(
                    !common.isEmpty(),
                    () -> mutant + " is caught by " + contracts + " and by none of the table's " + row.get(1));
        });
    }
}
