@NullMarked
package io.hv.testkit.junit;

import org.jspecify.annotations.NullMarked;
