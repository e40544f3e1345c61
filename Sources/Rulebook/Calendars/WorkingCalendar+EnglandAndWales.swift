// Public holidays 2015 to 2030: dates and names from the PyPI package holidays 0.109
// (vacanza/holidays, commit c382fdec456ce76e03b841ab809d47e46be610a2), MIT licence:
//
// Copyright (c) Vacanza Team and individual contributors (see CONTRIBUTORS file)
// Copyright (c) dr-prodigy <dr.prodigy.github@gmail.com>, 2017-2023
// Copyright (c) ryanss <ryanssdev@icloud.com>, 2014-2017
//
// All rights reserved.
//
// Permission is hereby granted, free of charge, to any person obtaining a copy
// of this software and associated documentation files (the "Software"), to deal
// in the Software without restriction, including without limitation the rights
// to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
// copies of the Software, and to permit persons to whom the Software is
// furnished to do so, subject to the following conditions:
//
// The above copyright notice and this permission notice shall be included in
// all copies or substantial portions of the Software.
//
// THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
// IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
// FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
// AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
// LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
// OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
// THE SOFTWARE.
//
// For 2019 to 2028 the British lists hold every date that GOV.UK publishes. Dates after the last
// proclamation are expected, not yet declared.

extension WorkingCalendar {
    /// England and Wales, 2015 to 2030.
    package static let englandAndWales = WorkingCalendar(
        .englandAndWales,
        named: [
            (
                "New Year's Day",
                """
                2015-01-01 2016-01-01 2017-01-01 2018-01-01 2019-01-01 2020-01-01 2021-01-01
                2022-01-01 2023-01-01 2024-01-01 2025-01-01 2026-01-01 2027-01-01 2028-01-01
                2029-01-01 2030-01-01
                """
            ),
            (
                "Good Friday",
                """
                2015-04-03 2016-03-25 2017-04-14 2018-03-30 2019-04-19 2020-04-10 2021-04-02
                2022-04-15 2023-04-07 2024-03-29 2025-04-18 2026-04-03 2027-03-26 2028-04-14
                2029-03-30 2030-04-19
                """
            ),
            (
                "Easter Monday",
                """
                2015-04-06 2016-03-28 2017-04-17 2018-04-02 2019-04-22 2020-04-13 2021-04-05
                2022-04-18 2023-04-10 2024-04-01 2025-04-21 2026-04-06 2027-03-29 2028-04-17
                2029-04-02 2030-04-22
                """
            ),
            (
                "May Day",
                """
                2015-05-04 2016-05-02 2017-05-01 2018-05-07 2019-05-06 2020-05-08 2021-05-03
                2022-05-02 2023-05-01 2024-05-06 2025-05-05 2026-05-04 2027-05-03 2028-05-01
                2029-05-07 2030-05-06
                """
            ),
            (
                "Spring Bank Holiday",
                """
                2015-05-25 2016-05-30 2017-05-29 2018-05-28 2019-05-27 2020-05-25 2021-05-31
                2022-06-02 2023-05-29 2024-05-27 2025-05-26 2026-05-25 2027-05-31 2028-05-29
                2029-05-28 2030-05-27
                """
            ),
            (
                "Late Summer Bank Holiday",
                """
                2015-08-31 2016-08-29 2017-08-28 2018-08-27 2019-08-26 2020-08-31 2021-08-30
                2022-08-29 2023-08-28 2024-08-26 2025-08-25 2026-08-31 2027-08-30 2028-08-28
                2029-08-27 2030-08-26
                """
            ),
            (
                "Christmas Day",
                """
                2015-12-25 2016-12-25 2017-12-25 2018-12-25 2019-12-25 2020-12-25 2021-12-25
                2022-12-25 2023-12-25 2024-12-25 2025-12-25 2026-12-25 2027-12-25 2028-12-25
                2029-12-25 2030-12-25
                """
            ),
            (
                "Boxing Day",
                """
                2015-12-26 2016-12-26 2017-12-26 2018-12-26 2019-12-26 2020-12-26 2021-12-26
                2022-12-26 2023-12-26 2024-12-26 2025-12-26 2026-12-26 2027-12-26 2028-12-26
                2029-12-26 2030-12-26
                """
            ),
            (
                "Boxing Day (observed)",
                """
                2015-12-28 2020-12-28 2021-12-28 2026-12-28 2027-12-28
                """
            ),
            (
                "Christmas Day (observed)",
                """
                2016-12-27 2021-12-27 2022-12-27 2027-12-27
                """
            ),
            (
                "New Year's Day (observed)",
                """
                2017-01-02 2022-01-03 2023-01-02 2028-01-03
                """
            ),
            (
                "Platinum Jubilee of Elizabeth II",
                """
                2022-06-03
                """
            ),
            (
                "State Funeral of Queen Elizabeth II",
                """
                2022-09-19
                """
            ),
            (
                "Coronation of Charles III",
                """
                2023-05-08
                """
            ),
        ])
}
