@NullMarked
package io.hv.testkit.guest;

import org.jspecify.annotations.NullMarked;
