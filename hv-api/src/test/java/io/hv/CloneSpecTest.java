package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloneSpecTest {

    private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56");
    private static final List<NicSpec> CARDS = List.of(
            NicSpec.on("lan").mac(MAC).model(NicModel.E1000).link(false), NicSpec.userMode(), NicSpec.on("wan"));

    @Test
    void cardsMoveAndStayWhatTheyAre() {
        CloneSpec spec = CloneSpec.live().network("lan", "test").count(2).naming("web-%d");
        assertEquals(
                List.of(
                        NicSpec.on("test").mac(MAC).model(NicModel.E1000).link(false),
                        NicSpec.userMode(),
                        NicSpec.on("wan")),
                spec.nics(CARDS));
        assertEquals(Map.of("lan", "test"), spec.networks());
        assertEquals(CARDS, CloneSpec.live().nics(CARDS));
    }

    /** Two networks change places: none is moved twice. */
    @Test
    void networksCanChangePlaces() {
        assertEquals(
                List.of(NicSpec.on("b"), NicSpec.on("a")),
                CloneSpec.live().network("a", "b").network("b", "a").nics(List.of(NicSpec.on("a"), NicSpec.on("b"))));
    }

    @Test
    void theLastCounts() {
        CloneSpec spec = CloneSpec.live().network("lan", "one").network("lan", "two");
        assertEquals(CloneSpec.live().network("lan", "two"), spec);
        assertEquals("1 live clone, on networks {lan=two}", spec.toString());
        assertNotEquals(CloneSpec.live(), spec);
        assertEquals(spec.paused(), CloneSpec.live().paused().network("lan", "two"));
    }

    @Test
    void aNetworkThatNoCardIsOnIsRefused() {
        CloneSpec spec = CloneSpec.live().network("lan", "test").network("elsewhere", "test");
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, () -> spec.nics(CARDS));
        assertEquals(1, refused.faults().size());
        assertEquals("network", refused.faults().get(0).path());
        assertEquals("elsewhere", refused.faults().get(0).value());
        assertThrows(UnsupportedOperationException.class, () -> spec.networks().clear());
    }
}
