"""Chinese of the study of business cases."""

BUSINESS: dict[str, str] = {
    "Business cases: {workbook}": "经营测算：{workbook}",
    "From customers": "客户收入",
    "Worth of assets at the end": "期末资产价值",
    "Cash by year: {scenario}": "逐年现金：{scenario}",
    "Cases": "经营测算",
    "Earned": "收入",
    "Net present value": "净现值",
    "Rate of return": "内部收益率",
    "Paid back in": "回收年份",
    "Largest cash need": "最大资金需求",
    "Subsidy for {rate}": "达到 {rate} 所需补贴",
    "Of each party in the plan; links and national costs stand apart, and earn nothing. No rate of return: the net "
    "cash of all years goes one way. No year of payback: it is not back by the end.": (
        "方案中各参与方的测算；链路与全国成本单列且没有收入。无内部收益率者：各年净现金均为同一方向；无回收年份者："
        "期末仍未收回。"
    ),
    "There is no plan with prices.": "没有带价格的方案。",
    "Expected cash; what is spent is below 0.": "期望现金；支出小于 0。",
    "{scenario}: there is no plan with prices, and so no case.": "{scenario}：没有带价格的方案，因此无法测算。",
    "{scenario}: by net present value the plan pays for {pays} of {all}; {party} needs most cash, {need} "
    "{money} before it comes back; {returns}.": (
        "{scenario}：按净现值，{all}中有 {pays} 个可获益；{party}所需资金最多，收回之前达 {need} {money}；{returns}。"
    ),
    "{count} parties": "{count} 个参与方",
    "all have a return of {rate} or more": "各方收益率均不低于 {rate}",
    "for a return of {rate}, {total} {money} are missing in all ({list})": (
        "要达到 {rate} 的收益率，共缺 {total} {money}（{list}）"
    ),
    "The plans of all scenarios pay for {list}.": "所有情景的方案都使{list}获益。",
    "It depends on the scenario whether the plan pays for {list}.": "方案能否使{list}获益取决于情景。",
    "The plan of no scenario pays for {list}.": "没有任何情景的方案使{list}获益。",
    "Net present value by scenario": "各情景净现值",
    "Net cash": "净现金",
    "Customers pay {price} {money} for each PFLOPS delivered for a year, to the party that delivers it.": (
        "客户为全年交付的每 PFLOPS 向交付方支付 {price} {money}。"
    ),
    "Customers pay what the sheet Tariffs states for their region, to the party that delivers it; what stays "
    "undelivered is not paid.": "客户按售价表为其地区规定的价格支付给交付方；未交付的部分不支付。",
    "Customers pay the long-run marginal cost of compute in their region.": "客户按其地区的长期边际算力成本支付。",
    "Customers pay the short-run marginal cost of compute in their region.": "客户按其地区的短期边际算力成本支付。",
    "Work done for another party is paid midway between the marginal costs at origin and host. Prices that are "
    "marginal costs need not pay for what stands already or is decided as a whole.": (
        "为他方完成的工作按来源地与承接地边际成本的中间价结算。边际成本价格未必能抵偿已有资产或整体决定的投资。"
    ),
    "Customers of {list} in regions of others pay it for its share of the work there, and it pays who does it, also in "
    "the same region.": (
        "{list}在他方地区的客户按其在当地工作中的份额向其支付，并由其向完成工作的一方支付，同一地区亦然。"
    ),
    "Capital is spent when ordered. Assets that outlive the horizon are worth, in its last year, the annuities that "
    "are still to come.": ("资本在订购时支出。寿命超出规划期的资产，在最后一年按其尚未计提的年金计值。"),
    "Net present values are at the {rate} of the workbook; the subsidy is a sum in the first year of the case.": (
        "净现值按工作簿的 {rate} 贴现；补贴为首年一次性金额。"
    ),
    "What each earns and spends: {scenario}": "各方收支：{scenario}",
    "Present value, in {money}; spending is below 0.": "现值，单位：{money}；支出小于 0。",
}
