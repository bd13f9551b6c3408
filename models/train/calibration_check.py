"""Checks the calibration with scores whose truth is known. Ends with an error when it is wrong.

    python calibration_check.py
"""

import numpy as np

import metrics


def main():
    rng = np.random.default_rng(1)
    for heat in (0.6, 1.0, 1.8):
        # Hits come at the rate that the true score says; the scores shown are too sharp or too soft by `heat`.
        true = rng.beta(0.6, 1.4, 40_000).clip(1e-4, 1 - 1e-4)
        hits = rng.random(len(true)) < true
        shown = metrics.soften(true, 1 / heat)
        taught, judged = slice(0, 20_000), slice(20_000, None)
        found = metrics.temperature(shown[taught], hits[taught])
        assert abs(np.log(found / heat)) < 0.06, (heat, found)
        before = metrics.calibration_error(shown[judged], hits[judged])
        after = metrics.calibration_error(metrics.soften(shown[judged], found), hits[judged])
        assert after < 0.015 and (heat == 1.0 or after < 0.4 * before), (heat, before, after)
        calibrated = metrics.soften(shown[judged], found)
        near = (calibrated > 0.75) & (calibrated < 0.85)
        assert abs(hits[judged][near].mean() - 0.8) < 0.03, "0.8 is not 80 %"
        print(f"temperature {heat}: found {found:.3f}, calibration error {before:.3f} before, {after:.3f} after")
    assert metrics.temperature(np.zeros(0), np.zeros(0, bool)) == 1.0, "nothing to fit on leaves scores as they are"

    benign = 0.9 * rng.random((4000, 15)) ** 3
    for share in (0.01, 0.05, 0.10):
        limits = metrics.thresholds(benign[:2000], share)
        own = (benign[:2000] > limits).any(1).mean()
        forecast = metrics.forecast(benign[:2000], benign[2000:], share)
        assert own <= share and abs(forecast - share) < 0.02, (share, own, forecast)
        print(f"{share:.0%} false alarms: {own:.3f} where the thresholds were set, {forecast:.3f} on other pictures")


if __name__ == "__main__":
    main()
