package io.hv.xml.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OrderTest {

    /** Each pair is two letters, of which the first comes before the second. */
    private static String order(String names, String... pairs) {
        Map<Name, Set<Name>> before = new LinkedHashMap<>();
        for (String pair : pairs) {
            before.computeIfAbsent(name(pair.charAt(0)), unused -> new LinkedHashSet<>())
                    .add(name(pair.charAt(1)));
        }
        List<Name> all =
                Arrays.stream(names.split("")).map(each -> name(each.charAt(0))).toList();
        return new Order(all, before)
                .groups().stream()
                        .map(group -> group.stream().map(Name::local).collect(Collectors.joining("+")))
                        .collect(Collectors.joining(" "));
    }

    private static Name name(char letter) {
        return new Name("", String.valueOf(letter));
    }

    @Test
    void whatNothingIsSaidAboutStays() {
        assertEquals("c a b", order("cab"));
    }

    @Test
    void whatMustComeFirstDoes() {
        assertEquals("b c a d", order("abcd", "ba", "ca"));
        assertEquals("d c b a", order("abcd", "dc", "cb", "ba"));
    }

    @Test
    void contradictionsHaveNoOrder() {
        assertEquals("a+b c", order("abc", "ab", "ba", "bc"));
        assertEquals("b d a+c", order("abcd", "ac", "ca", "da"));
        assertEquals("a+b+c", order("abc", "ab", "bc", "ca"));
    }
}
