"""Chinese of plans for several futures, and of the study of uncertainty."""

UNCERTAINTY: dict[str, str] = {
    "Future": "未来情形",
    "Futures": "未来情形",
    "Best plan for it alone": "该情形自身最优方案",
    "Regret": "后悔值",
    "What each future costs with this plan, as present value.": "采用本方案时各未来情形的成本（现值）。",
    "Regret is what it costs more than the best plan found for this future alone.": (
        "后悔值为比该情形自身最优方案多花的成本。"
    ),
    "In which futures": "适用情形",
    "Here and now": "当前决策",
    "Least": "最少",
    "Most": "最多",
    "Expected": "期望",
    "Decide by": "最迟决策年份",
    "in every future": "所有情形",
    "only in some": "仅部分情形",
    "How much of each is decided on the way to the last period: in the future with least of it, on average, and in "
    "the one with most. 'Here and now' is decided while all futures are one; the rest waits until it is known "
    "which comes. 'Decide by' is the first year in which some of it is ordered.": (
        "至末期为止各项决策的数量：最少的情形、平均值与最多的情形。“当前决策”在各情形分岔之前作出；其余等到已知哪"
        "种情形发生时再定。“最迟决策年份”为首次订购的年份。"
    ),
    "Decided in every future, and only in some": "所有情形与仅部分情形的决策",
    "Nothing is decided.": "没有决策。",
    "The plan takes all scenarios together: what is decided before they part has to do for all of them.": (
        "本方案同时考虑所有情景：分岔之前的决策须适用于所有情形。"
    ),
    "The futures as a tree": "未来情形树",
    "Each mark is a period of one future or of several. Disc: decided here and now, for all of them; ring: decided "
    "for several together; diamond: decided when it is known which future comes. Dotted lines join marks with "
    "other data and the same decisions. Point at one to read what is decided there.": (
        "每个标记为一种或几种情形的一个时期。圆点：当前即为所有情形作出的决策；圆环：为几种情形共同作出的决策；菱形"
        "：已知哪种情形发生后作出的决策。虚线连接数据不同而决策相同的标记。指向标记可查看其决策。"
    ),
    "decided here and now": "当前决策",
    "decided for several futures": "为几种情形共同决策",
    "decided when it is known": "已知情形后决策",
    "and {rest} more": "及其余 {rest} 项",
    "Expected cost": "期望成本",
    "Worst futures": "最差情形平均",
    "Worst case": "最坏情形",
    "Largest regret": "最大后悔值",
    "Cost and risk together": "成本与风险合计",
    "{weight} of it {risk}": "其中 {weight} 为{risk}",
    "{future} alone": "{future}单独",
    "The mean of all futures": "平均情形",
    "the expected cost": "期望成本",
    "Amount": "金额",
    "At least": "至少",
    "At most": "至多",
    "Each future known from the start (wait and see)": "事先知道每种情形（等待观望）",
    "One plan for all futures (here and now)": "适用于所有情形的一个方案（当前决策）",
    "Here and now as for the mean of all futures": "当前决策按平均情形作出",
    "Worth of knowing the future (EVPI)": "完全信息的价值（EVPI）",
    "Worth of planning for all futures (VSS)": "为所有情形规划的价值（VSS）",
    "Expected costs as present value. Worth of knowing: what the plan for all futures costs more than plans that "
    "know which comes. Worth of planning for all: what a plan costs more whose first decisions are best for the "
    "mean future. Each lies from 'at least' to 'at most', as searches leave a gap.": (
        "期望成本现值。完全信息的价值：适用于所有情形的方案比事先知道情形的方案多花的成本。为所有情形规划的价值：当"
        "前决策按平均情形作出的方案多花的成本。因求解留有间隙，各值位于“至少”与“至多”之间。"
    ),
    "What knowing is worth": "信息的价值",
    "Made small": "最小化目标",
    "A row is a plan for all futures, chosen by what it makes small; a column is what is measured of it.": (
        "每行为一个适用于所有情形的方案，按其最小化目标选出；每列为对它的一种度量。"
    ),
    "Criteria": "准则",
    "There is no plan for all futures.": "没有适用于所有情形的方案。",
    "What each future costs, as present value: with its own best plan, and with the plan of each criterion.": (
        "各情形的成本现值：采用其自身最优方案，以及采用各准则的方案。"
    ),
    "Cost of each future": "各情形的成本",
    "What is decided while all futures are one, by what is made small.": "各情形分岔之前的决策，按最小化目标列出。",
    "Nothing is decided here and now.": "当前没有决策。",
    "There is no plan for all futures together.": "没有同时适用于所有情形的方案。",
    "One plan for all {count} futures costs {cost} {money} on average.": (
        "适用于全部 {count} 种情形的一个方案平均成本为 {cost} {money}。"
    ),
    "To know which comes would save {worth} {money} ({share}): no forecast is worth more (EVPI).": (
        "若事先知道哪种情形发生，可节省 {worth} {money}（{share}）：任何预测的价值都不会更高（EVPI）。"
    ),
    "To decide here and now as for the mean of all futures would cost {worth} {money} more on average (VSS).": (
        "若当前决策按平均情形作出，平均将多花 {worth} {money}（VSS）。"
    ),
    "The decisions of here and now that are best for the mean of all futures do not do for each of them.": (
        "按平均情形最优的当前决策并不适用于每种情形。"
    ),
    "To keep {what} small: {value} instead of {before} {money}, for {more} {money} more on average.": (
        "若使{what}最小：由 {before} 降至 {value} {money}，平均多花 {more} {money}。"
    ),
    "The plan with the least expected cost is also that with the least of {what}.": (
        "期望成本最低的方案也使{what}最小。"
    ),
    "Here and now are the periods whose decisions all futures share: {periods}.": (
        "当前决策所在时期为所有情形共用决策的时期：{periods}。"
    ),
    "none": "无",
    "For the mean future every number of the workbook is averaged over the futures by their probabilities; what it "
    "decides here and now is then lived with in each of them, and the rest decided when it is known which comes.": (
        "平均情形将工作簿的每个数值按概率在各情形间取平均；其当前决策随后用于每种情形，其余在已知情形后再定。"
    ),
    "A risk counts with 99.9 % of what is made small and the expected cost with the rest, so that of the plans "
    "that are as good in the worst the cheapest on average is taken.": (
        "最小化目标中风险占 99.9 %，其余为期望成本，以便在最差情形同样好的方案中选取平均成本最低者。"
    ),
    # Many futures together
    "Expected over the {count} futures; each by itself is in {file}.": (
        "为 {count} 种情形的期望值；各情形的数值见 {file}。"
    ),
    "Piles are expected over the {count} futures; a whisker goes from the least in any of them to the most.": (
        "柱为 {count} 种情形的期望值；须线从各情形中的最小值到最大值。"
    ),
    "Of the branches of a period that with the least room; all are in {file}.": (
        "同一时期各分支中余量最小者；全部见 {file}。"
    ),
    "least to most in any future": "各情形最小至最大",
    "{what} over the futures": "{what}：各情形的范围",
    "Least in any future": "各情形最小",
    "Expected over the futures": "各情形期望",
    "Most in any future": "各情形最大",
    "{branch} (all {count})": "{branch}（全部 {count} 种）",
    "{count} of {all}, together {share}": "{all} 种中的 {count} 种，合计 {share}",
    "The future '{future}' has no plan even alone.": "情形“{future}”单独也没有可行方案。",
    "'{criterion}' has no plan.": "“{criterion}”没有可行方案。",
    "One plan for several futures: {workbook}": "面向多种未来情形的一个方案：{workbook}",
    "Decisions": "决策",
    "By what the plan makes small, in {money}.": "按方案的最小化目标，单位：{money}。",
}
