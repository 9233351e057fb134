package io.hv.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CriterionTest {

    @Test
    void aCriterionThatIsNotJudgedSaysWhyAndNotWhetherItHolds() {
        Criterion criterion = new Criterion("speed", 301, 300, "ns");
        assertEquals(false, criterion.json("").get("holds"));
        assertEquals(true, criterion.json("").get("judged"));
        Map<String, Object> unjudged = criterion.json("an emulated machine");
        assertEquals(false, unjudged.get("judged"));
        assertEquals("an emulated machine", unjudged.get("reason"));
        assertEquals(false, unjudged.containsKey("holds"));
        assertTrue(criterion.line("").contains("DOES NOT HOLD"));
        assertTrue(new Criterion("speed", 300, 300, "ns").holds());
    }
}
